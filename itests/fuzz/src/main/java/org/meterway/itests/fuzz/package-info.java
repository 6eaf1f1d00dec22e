/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/** What the fuzz targets of all modules share: inputs, limits, figures. */
package org.meterway.itests.fuzz;
