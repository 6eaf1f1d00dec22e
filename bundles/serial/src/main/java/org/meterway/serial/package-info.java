/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Meter ports on serial devices. */
package org.meterway.serial;
