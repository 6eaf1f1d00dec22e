/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** What carries APDUs between a client and a meter, and the lines below. */
@Export
@Version("1.0.0")
package org.meterway.dlms.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
