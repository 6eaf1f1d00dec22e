/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads SMS-DELIVER (3GPP TS 23.040, 9.2.2.1) as modems show it: the service centre in front.
 *
 * <pre>
 * | centre | first octet | sender | PID | DCS | time stamp | length | [header] text |
 * | 1 + n  | 1           | 2 + n  | 1   | 1   | 7          | 1      | n             |
 * </pre>
 */
final class DeliverPdu {
  private static final int TYPE = 0x03;
  private static final int DELIVER = 0x00;
  private static final int HAS_HEADER = 0x40;

  private DeliverPdu() {}

  /**
   * Reads one.
   *
   * @param hex digits
   * @param now stands for a time stamp that is none
   * @return empty for what is no SMS-DELIVER, as a status report
   * @throws PduException if it is none that can be read
   */
  static Optional<ReceivedPart> decode(String hex, Instant now) throws PduException {
    PduReader pdu = PduReader.of(hex);
    pdu.octets(pdu.octet()); // The service centre
    int first = pdu.octet();
    if ((first & TYPE) != DELIVER) {
      return Optional.empty();
    }
    String sender = Address.read(pdu);
    pdu.octet(); // The protocol identifier
    Coding coding = Coding.of(pdu.octet());
    Instant sent = Timestamp.read(pdu, now);
    int length = pdu.octet();
    byte[] data = pdu.rest();
    int header = 0;
    Optional<PartOf> partOf = Optional.empty();
    if ((first & HAS_HEADER) != 0) {
      if (data.length == 0 || 1 + (data[0] & 0xFF) > data.length) {
        throw new PduException("a header that is longer than the message");
      }
      header = 1 + (data[0] & 0xFF);
      partOf = UserHeader.read(Arrays.copyOfRange(data, 1, header));
    }
    return Optional.of(new ReceivedPart(sender, text(coding, data, header, length), sent, partOf));
  }

  /**
   * @param header octets in front of the text
   * @param length septets or octets, with the header
   */
  private static String text(Coding coding, byte[] data, int header, int length)
      throws PduException {
    if (coding == Coding.GSM7) {
      int skipped = (8 * header + 6) / 7;
      return GsmAlphabet.decode(GsmAlphabet.unpack(data, skipped, length));
    }
    if (length > data.length || header > length) {
      throw new PduException("%d octets of text in %d".formatted(length, data.length));
    }
    byte[] octets = Arrays.copyOfRange(data, header, length);
    return coding == Coding.UCS2
        ? Ucs2.decode(octets)
        : new String(octets, StandardCharsets.ISO_8859_1);
  }
}
