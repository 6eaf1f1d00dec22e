/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An SMS-SUBMIT (3GPP TS 23.040, 9.2.2.2) as modems take it: in front one octet that says that the
 * service centre is the SIM card's.
 *
 * <pre>
 * | 00 | first octet | reference | number | PID | DCS | validity | length | [header] text |
 * | 1  | 1           | 1         | 2 + n  | 1   | 1   | 1        | 1      | n             |
 * </pre>
 *
 * @param hex digits of it all
 * @param length octets without the service centre, which {@code AT+CMGS} wants
 */
record SubmitPdu(String hex, int length) {
  private static final int SUBMIT = 0x01;
  private static final int RELATIVE_VALIDITY = 0x10;
  private static final int HAS_HEADER = 0x40;

  /** Four days (9.2.3.12.1). */
  private static final int VALIDITY = 0xAA;

  private static final int UCS2 = 0x08;

  /**
   * A text in as many messages as it needs.
   *
   * @param reference what the parts of a long text have in common; its lowest octet is used
   * @return empty if the number or the text cannot be sent
   */
  static Optional<List<SubmitPdu>> encode(String number, String text, int reference) {
    Optional<byte[]> address = Address.of(number);
    Optional<TextPieces> pieces = TextPieces.of(text, true);
    if (address.isEmpty() || pieces.isEmpty()) {
      return Optional.empty();
    }
    List<SubmitPdu> pdus = new ArrayList<>();
    int count = pieces.get().pieces().size();
    for (int i = 0; i < count; i++) {
      byte[] header =
          count == 1
              ? new byte[0]
              : new byte[] {5, 0, 3, (byte) reference, (byte) count, (byte) (i + 1)};
      pdus.add(one(address.get(), pieces.get().coding(), pieces.get().pieces().get(i), header));
    }
    return Optional.of(pdus);
  }

  private static SubmitPdu one(byte[] address, Coding coding, byte[] piece, byte[] header) {
    ByteArrayOutputStream pdu = new ByteArrayOutputStream();
    pdu.write(0);
    pdu.write(SUBMIT | RELATIVE_VALIDITY | (header.length > 0 ? HAS_HEADER : 0));
    pdu.write(0); // The modem counts its references itself.
    pdu.writeBytes(address);
    pdu.write(0);
    pdu.write(coding == Coding.UCS2 ? UCS2 : 0);
    pdu.write(VALIDITY);
    if (coding == Coding.GSM7) {
      int skipped = (8 * header.length + 6) / 7;
      byte[] packed = GsmAlphabet.pack(piece, skipped);
      System.arraycopy(header, 0, packed, 0, header.length);
      pdu.write(skipped + piece.length);
      pdu.writeBytes(packed);
    } else {
      pdu.write(header.length + piece.length);
      pdu.writeBytes(header);
      pdu.writeBytes(piece);
    }
    byte[] octets = pdu.toByteArray();
    return new SubmitPdu(HexFormat.of().withUpperCase().formatHex(octets), octets.length - 1);
  }
}
