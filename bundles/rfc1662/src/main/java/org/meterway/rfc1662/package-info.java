/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Frames and messages, sans-I/O: RFC 1662 and the form of QuecPython meters. Private. */
package org.meterway.rfc1662;
