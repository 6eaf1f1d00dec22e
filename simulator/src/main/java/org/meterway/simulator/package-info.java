/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Meters and head ends for demonstrations and tests: they speak the real protocol over any bytes,
 * count what they send and receive, and know what was lost.
 */
package org.meterway.simulator;
