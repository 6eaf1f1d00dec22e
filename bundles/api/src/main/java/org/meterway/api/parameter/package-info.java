/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** Parameters of protocol 0x2200: what the module answers, and what it asks of the meter. */
@Export
@Version("1.0.0")
package org.meterway.api.parameter;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
