/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** The updater: looks for releases, fetches and checks them, and has them applied. */
package org.meterway.update;
