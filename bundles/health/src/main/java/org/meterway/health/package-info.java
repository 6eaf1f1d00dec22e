/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** How the gateway and its platform are, for monitors. */
package org.meterway.health;
