/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/** Bytes to APDUs and back. */
public final class ApduCodec {
  private ApduCodec() {}

  /**
   * Decodes a whole APDU.
   *
   * @throws ApduException it is none, or there are more octets than it has
   */
  public static Apdu decode(byte[] bytes) throws ApduException {
    return decode(bytes, 0, bytes.length);
  }

  /**
   * Decodes a whole APDU out of an array; what it holds is copied.
   *
   * @param offset where it begins
   * @param length all of its octets
   * @throws ApduException it is none, or there are more octets than it has
   */
  public static Apdu decode(byte[] bytes, int offset, int length) throws ApduException {
    if (offset < 0 || length < 0 || length > bytes.length - offset) {
      throw new IndexOutOfBoundsException(
          length + " octets from " + offset + " are not within " + bytes.length);
    }
    ApduReader in = new ApduReader(bytes, offset, offset + length);
    Apdu apdu = decode(in);
    in.end();
    return apdu;
  }

  private static Apdu decode(ApduReader in) throws ApduException {
    int at = in.position();
    int tag = in.u8();
    return switch (tag) {
      case ApduTag.AARQ -> new Aarq(Acse.read(in));
      case ApduTag.AARE -> Acse.checked(at, new Aare(Acse.read(in)));
      case ApduTag.RLRQ -> new Rlrq(Acse.read(in));
      case ApduTag.RLRE -> new Rlre(Acse.read(in));
      case ApduTag.INITIATE_REQUEST -> InitiateCodec.request(in);
      case ApduTag.INITIATE_RESPONSE -> InitiateCodec.response(in);
      case ApduTag.CONFIRMED_SERVICE_ERROR -> ConfirmedServiceError.read(in);
      case ApduTag.GET_REQUEST -> GetCodec.request(in);
      case ApduTag.GET_RESPONSE -> GetCodec.response(in);
      case ApduTag.SET_REQUEST -> SetCodec.request(in);
      case ApduTag.SET_RESPONSE -> SetCodec.response(in);
      case ApduTag.ACTION_REQUEST -> ActionCodec.request(in);
      case ApduTag.ACTION_RESPONSE -> ActionCodec.response(in);
      case ApduTag.ACCESS_REQUEST -> AccessCodec.request(in);
      case ApduTag.ACCESS_RESPONSE -> AccessCodec.response(in);
      case ApduTag.EVENT_NOTIFICATION -> EventNotification.read(in);
      case ApduTag.DATA_NOTIFICATION -> DataNotification.read(in);
      case ApduTag.DATA_NOTIFICATION_CONFIRM -> DataNotificationConfirm.read(in);
      case ApduTag.READ_REQUEST -> ShortNameCodec.readRequest(in);
      case ApduTag.READ_RESPONSE -> ShortNameCodec.readResponse(in);
      case ApduTag.WRITE_REQUEST -> ShortNameCodec.writeRequest(in);
      case ApduTag.WRITE_RESPONSE -> ShortNameCodec.writeResponse(in);
      case ApduTag.UNCONFIRMED_WRITE_REQUEST -> ShortNameCodec.unconfirmedWrite(in);
      case ApduTag.INFORMATION_REPORT -> ShortNameCodec.informationReport(in);
      case ApduTag.EXCEPTION_RESPONSE -> ExceptionResponse.read(in);
      case ApduTag.GENERAL_BLOCK_TRANSFER -> GeneralBlockTransfer.read(in);
      case ApduTag.GENERAL_GLO_CIPHERING -> GeneralGloCiphering.read(in);
      case ApduTag.GENERAL_DED_CIPHERING -> GeneralDedCiphering.read(in);
      case ApduTag.GENERAL_CIPHERING -> GeneralCiphering.read(in);
      case ApduTag.GENERAL_SIGNING -> GeneralSigning.read(in);
      default -> ciphered(at, tag, in);
    };
  }

  private static Apdu ciphered(int at, int tag, ApduReader in) throws ApduException {
    if (!ApduTag.isGlobal(tag) && !ApduTag.isDedicated(tag)) {
      throw new ApduException(at, "no APDU begins with 0x%02X".formatted(tag));
    }
    return new Ciphered(tag, in.octets());
  }

  /** Encodes behind what was written before. */
  public static void encode(Apdu apdu, DataWriter out) {
    apdu.write(out);
  }

  /** Encodes. */
  public static byte[] encode(Apdu apdu) {
    DataWriter out = new DataWriter();
    apdu.write(out);
    return out.toByteArray();
  }
}
