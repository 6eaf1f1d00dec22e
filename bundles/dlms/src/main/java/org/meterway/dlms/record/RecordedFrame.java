/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

/**
 * A line of a recording. The array is its own.
 *
 * @param line its number, from 1
 * @param connection which connection it belongs to, from 0
 * @param isRequest whether the client sent it
 * @param bytes what was sent
 */
public record RecordedFrame(int line, int connection, boolean isRequest, byte[] bytes) {}
