/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Exchanging the gateway's own bundles while it runs. The standalone gateway offers it; where there
 * is a package manager, as in Kura, nobody does.
 */
@Export
@Version("1.0.0")
package org.meterway.api.update;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
