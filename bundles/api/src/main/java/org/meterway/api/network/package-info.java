/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Whether the gateway reaches the network, and what is done when it does not: the watch checks,
 * tells whiteboard listeners, and climbs a ladder of whiteboard recovery actions.
 */
@Export
@Version("1.0.0")
package org.meterway.api.network;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
