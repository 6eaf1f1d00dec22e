/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A DLMS/COSEM client: one association with one meter, the services of logical and of short name
 * referencing, and everything they are carried by: blocks, general block transfer, ciphering.
 */
@Export
@Version("1.0.0")
package org.meterway.dlms.client;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
