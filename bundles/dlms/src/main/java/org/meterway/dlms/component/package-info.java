/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** The library as configured components: meters that are read, and listeners to what they push. */
package org.meterway.dlms.component;
