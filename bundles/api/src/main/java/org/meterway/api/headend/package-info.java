/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Payloads to and from the utility's head end. */
@Export
@Version("1.0.0")
package org.meterway.api.headend;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
