/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The commands {@code meterway dlms …}: options to clients, and results to tables, JSON and CSV.
 */
package org.meterway.cli.dlms;
