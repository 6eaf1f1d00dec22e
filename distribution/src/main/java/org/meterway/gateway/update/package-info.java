/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What an update leaves on the disk: sets of bundles, and the journal that says which of them the
 * gateway starts with.
 */
package org.meterway.gateway.update;
