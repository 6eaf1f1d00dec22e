/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.modem;

/**
 * A short message, or a part of one, that a simulated modem was given for sending.
 *
 * @param number as it was given; with {@code +} where it was international
 * @param text of this part, as a receiver would read it
 * @param pdu the hex digits of the PDU; empty in text mode
 * @param part from 1; 1 of 1 where it is whole
 * @param parts how many there are
 */
public record SentMessage(String number, String text, String pdu, int part, int parts) {}
