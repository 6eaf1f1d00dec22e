/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** The standalone gateway: an embedded OSGi framework, its configuration file and its data. */
package org.meterway.gateway;
