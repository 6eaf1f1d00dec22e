/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Exchanges that were recorded, and frames explained: what each frame and APDU says, as a tree that
 * is written as JSON.
 */
@Export
@Version("1.0.0")
package org.meterway.dlms.record;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
