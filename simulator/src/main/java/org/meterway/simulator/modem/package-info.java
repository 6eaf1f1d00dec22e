/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A mobile modem that takes AT commands (3GPP TS 27.007 and 27.005), with faults by choice. {@link
 * org.meterway.simulator.modem.SimulatedModem} is where to begin.
 */
package org.meterway.simulator.modem;
