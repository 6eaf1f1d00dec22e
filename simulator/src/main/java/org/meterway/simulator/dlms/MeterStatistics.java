/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

/**
 * What a meter has done so far.
 *
 * @param requests APDUs that came
 * @param associations associations that were complete
 * @param rejected associations that were refused
 * @param refused requests whose protection was wrong
 * @param dropped APDUs that nobody was there for
 * @param faults faults that struck
 * @param pushes notifications sent
 * @param confirmed notifications that were confirmed
 */
public record MeterStatistics(
    long requests,
    long associations,
    long rejected,
    long refused,
    long dropped,
    long faults,
    long pushes,
    long confirmed) {}
