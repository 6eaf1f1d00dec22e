/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What meters send of themselves: telegrams found in whatever frames they come in, deciphered, put
 * together, and read as named values; and listeners for TCP, UDP and serial lines.
 */
@Export
@Version("1.0.0")
package org.meterway.dlms.push;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
