/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Pages for operators, independent of the servlet API, which differs between the platforms: a
 * bundle provides resources, and one bundle for each servlet API serves them all under {@code
 * /meterway}.
 */
@Export
@Version("1.0.0")
package org.meterway.api.web;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
