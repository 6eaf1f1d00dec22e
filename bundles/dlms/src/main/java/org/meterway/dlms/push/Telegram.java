/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

/**
 * A whole APDU, with where it came from. The array is its own.
 *
 * @param framing what it came in
 * @param source the sender's wrapper port, HDLC address (upper part) or M-Bus STSAP; 0 without
 *     framing
 * @param destination the receiver's, alike
 * @param apdu as it was sent, ciphered or not
 */
public record Telegram(PushFraming framing, int source, int destination, byte[] apdu) {}
