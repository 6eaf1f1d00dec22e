/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Security of DLMS/COSEM: the ciphering of APDUs in suites 0 to 2, signatures, key wrap, agreement
 * and transfer, high level authentication and invocation counters. Cryptography is the JDK's.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package org.meterway.dlms.security;
