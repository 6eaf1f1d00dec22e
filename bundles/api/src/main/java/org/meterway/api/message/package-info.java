/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Messages: what the information field of a frame says. */
@Export
@Version("1.0.0")
package org.meterway.api.message;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
