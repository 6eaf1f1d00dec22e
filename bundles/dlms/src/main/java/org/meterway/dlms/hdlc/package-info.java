/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * HDLC as IEC 62056-46 uses it: frames, addresses, negotiation, and the link at both ends. No
 * stream, thread or clock inside.
 */
@Export
@Version("1.0.0")
package org.meterway.dlms.hdlc;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
