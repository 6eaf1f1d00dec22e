/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** The flow of one meter, seen from outside. */
@Export
@Version("1.1.0")
package org.meterway.api.link;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
