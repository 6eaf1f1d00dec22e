/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** What waits for a head end, kept over restarts. */
@Export
@Version("1.0.0")
package org.meterway.api.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
