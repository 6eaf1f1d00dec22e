/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Telegrams in frames of the M-Bus data link layer (EN 13757-2) with the transport layer that
 * carries DLMS/COSEM over it (EN 13757-1), as the customer ports of some meters send. Sans-I/O.
 */
@Export
@Version("1.0.0")
package org.meterway.dlms.mbus;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
