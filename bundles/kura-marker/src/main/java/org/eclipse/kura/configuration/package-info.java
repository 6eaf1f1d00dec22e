/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The one type of Kura's configuration package that a component of Meterway carries, for run-time
 * environments without Kura. Within Kura this bundle is not installed: Kura exports the package.
 */
@Export
@Version("1.2.0")
package org.eclipse.kura.configuration;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
