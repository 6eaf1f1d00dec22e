/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Sign-on of IEC 62056-21 mode E, both ends. No stream, thread or clock inside. */
@Export
@Version("1.0.0")
package org.meterway.dlms.signon;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
