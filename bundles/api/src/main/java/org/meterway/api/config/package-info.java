/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Validation of component configurations, with errors that say what would be right. */
@Export
@Version("1.0.0")
package org.meterway.api.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
