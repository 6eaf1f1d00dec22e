/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** What an integrator implements, and the registry that dispatches to it. */
@Export
@Version("1.0.0")
package org.meterway.api.handler;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
