/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Checks whether the network carries, tells whoever listens, and climbs a ladder of recovery
 * actions while it does not.
 */
package org.meterway.network;
