/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.util.Arrays;
import java.util.Optional;

/** Addresses of 3GPP TS 23.040, 9.1.2.5: semi-octets, or an alphanumeric name. */
final class Address {
  private static final int LONGEST = 20;
  private static final int INTERNATIONAL = 0x91;
  private static final int UNKNOWN = 0x81;
  private static final int TYPE = 0x70;
  private static final int TYPE_INTERNATIONAL = 0x10;
  private static final int TYPE_ALPHANUMERIC = 0x50;

  /** Semi-octets above nine (9.1.2.3); the last one fills. */
  private static final String SEMI_OCTETS = "0123456789*#abc";

  private Address() {}

  /** Reads one; a number in international form begins with {@code +}. */
  static String read(PduReader pdu) throws PduException {
    int semiOctets = pdu.octet();
    int type = pdu.octet();
    if (semiOctets > LONGEST) {
      throw new PduException("an address of " + semiOctets + " semi-octets");
    }
    byte[] value = pdu.octets((semiOctets + 1) / 2);
    if ((type & TYPE) == TYPE_ALPHANUMERIC) {
      return name(GsmAlphabet.unpack(value, 0, 4 * semiOctets / 7));
    }
    StringBuilder number = new StringBuilder((type & TYPE) == TYPE_INTERNATIONAL ? "+" : "");
    for (int i = 0; i < semiOctets; i++) {
      int digit = value[i / 2] >> 4 * (i % 2) & 0xF;
      if (digit < SEMI_OCTETS.length()) {
        number.append(SEMI_OCTETS.charAt(digit));
      }
    }
    return number.toString();
  }

  /** Seven characters leave seven bits of their last octet: some networks count these as well. */
  private static String name(byte[] septets) {
    boolean isFilled = septets.length == 8 && septets[7] == 0;
    return GsmAlphabet.decode(isFilled ? Arrays.copyOf(septets, 7) : septets);
  }

  /**
   * The octets of a number that can be called.
   *
   * @return empty if it is none: digits, with {@code +} in front for the international form
   */
  static Optional<byte[]> of(String number) {
    if (!number.matches("\\+?[0-9]{1,20}")) {
      return Optional.empty();
    }
    boolean international = number.startsWith("+");
    String digits = international ? number.substring(1) : number;
    byte[] address = new byte[2 + (digits.length() + 1) / 2];
    address[0] = (byte) digits.length();
    address[1] = (byte) (international ? INTERNATIONAL : UNKNOWN);
    for (int i = 0; i < digits.length() + digits.length() % 2; i++) {
      int digit = i < digits.length() ? digits.charAt(i) - '0' : 0xF;
      address[2 + i / 2] |= (byte) (digit << 4 * (i % 2));
    }
    return Optional.of(address);
  }
}
