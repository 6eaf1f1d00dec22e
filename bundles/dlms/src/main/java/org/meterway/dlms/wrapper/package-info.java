/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** The wrapper of IEC 62056-47 for TCP and UDP. No stream, thread or clock inside. */
@Export
@Version("1.0.0")
package org.meterway.dlms.wrapper;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
