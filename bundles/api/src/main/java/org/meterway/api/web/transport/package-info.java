/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Between the pages and the servlet API of a platform: one bundle for each servlet API brings
 * exchanges, and one bundle for all of them decides who may see what.
 */
@Export
@Version("1.0.0")
package org.meterway.api.web.transport;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
