/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** DLMS/COSEM: a library of plain Java, and a thin layer of components. Private. */
package org.meterway.dlms;
