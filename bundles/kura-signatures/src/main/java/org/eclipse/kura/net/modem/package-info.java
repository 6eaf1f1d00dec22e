/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Signatures at Kura's package version, so that bnd computes the imports as against Kura itself.
 */
@Export
@Version("2.4.0")
package org.eclipse.kura.net.modem;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
