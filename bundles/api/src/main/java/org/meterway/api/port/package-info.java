/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Bytes to and from one meter. */
@Export
@Version("1.0.0")
package org.meterway.api.port;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
