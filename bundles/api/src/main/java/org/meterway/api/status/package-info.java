/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Counters and states that operation bundles read. */
@Export
@Version("1.1.0")
package org.meterway.api.status;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
