/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

/**
 * Which part of a long message something is (3GPP TS 23.040, 9.2.3.24.1 and 9.2.3.24.8).
 *
 * @param reference the same for all parts, 0 to 65535
 * @param wide whether the reference has 16 bits
 * @param parts how many there are, 1 to 255
 * @param part which one this is, from 1
 */
record PartOf(int reference, boolean wide, int parts, int part) {}
