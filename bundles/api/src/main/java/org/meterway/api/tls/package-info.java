/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Keys and trust for TLS from where the platform keeps them. */
@Export
@Version("1.0.0")
package org.meterway.api.tls;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
