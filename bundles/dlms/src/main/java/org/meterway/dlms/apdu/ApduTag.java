/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

/** The first octets of APDUs (Green Book, {@code COSEMpdu ::= CHOICE}). */
public final class ApduTag {
  /** initiate-request. */
  public static final int INITIATE_REQUEST = 0x01;

  /** read-request. */
  public static final int READ_REQUEST = 0x05;

  /** write-request. */
  public static final int WRITE_REQUEST = 0x06;

  /** initiate-response. */
  public static final int INITIATE_RESPONSE = 0x08;

  /** read-response. */
  public static final int READ_RESPONSE = 0x0C;

  /** write-response. */
  public static final int WRITE_RESPONSE = 0x0D;

  /** confirmed-service-error. */
  public static final int CONFIRMED_SERVICE_ERROR = 0x0E;

  /** data-notification. */
  public static final int DATA_NOTIFICATION = 0x0F;

  /** data-notification-confirm. */
  public static final int DATA_NOTIFICATION_CONFIRM = 0x10;

  /** unconfirmed-write-request. */
  public static final int UNCONFIRMED_WRITE_REQUEST = 0x16;

  /** information-report. */
  public static final int INFORMATION_REPORT = 0x18;

  /** AARQ. */
  public static final int AARQ = 0x60;

  /** AARE. */
  public static final int AARE = 0x61;

  /** RLRQ. */
  public static final int RLRQ = 0x62;

  /** RLRE. */
  public static final int RLRE = 0x63;

  /** get-request. */
  public static final int GET_REQUEST = 0xC0;

  /** set-request. */
  public static final int SET_REQUEST = 0xC1;

  /** event-notification. */
  public static final int EVENT_NOTIFICATION = 0xC2;

  /** action-request. */
  public static final int ACTION_REQUEST = 0xC3;

  /** get-response. */
  public static final int GET_RESPONSE = 0xC4;

  /** set-response. */
  public static final int SET_RESPONSE = 0xC5;

  /** action-response. */
  public static final int ACTION_RESPONSE = 0xC7;

  /** exception-response. */
  public static final int EXCEPTION_RESPONSE = 0xD8;

  /** access-request. */
  public static final int ACCESS_REQUEST = 0xD9;

  /** access-response. */
  public static final int ACCESS_RESPONSE = 0xDA;

  /** general-glo-ciphering. */
  public static final int GENERAL_GLO_CIPHERING = 0xDB;

  /** general-ded-ciphering. */
  public static final int GENERAL_DED_CIPHERING = 0xDC;

  /** general-ciphering. */
  public static final int GENERAL_CIPHERING = 0xDD;

  /** general-signing. */
  public static final int GENERAL_SIGNING = 0xDF;

  /** general-block-transfer. */
  public static final int GENERAL_BLOCK_TRANSFER = 0xE0;

  private ApduTag() {}

  /** Whether it is a {@code glo-} APDU, ciphered with a global key. */
  public static boolean isGlobal(int tag) {
    return switch (tag) {
      case 0x21, 0x25, 0x26, 0x28, 0x2C, 0x2D, 0x2E, 0x36, 0x38 -> true;
      case 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCF -> true;
      default -> false;
    };
  }

  /** Whether it is a {@code ded-} APDU, ciphered with the dedicated key. */
  public static boolean isDedicated(int tag) {
    return switch (tag) {
      case 0x41, 0x45, 0x46, 0x48, 0x4C, 0x4D, 0x4E, 0x56, 0x58 -> true;
      case 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD7 -> true;
      default -> false;
    };
  }

  /** Whether it carries another APDU, ciphered or signed. */
  public static boolean isProtected(int tag) {
    return switch (tag) {
      case GENERAL_GLO_CIPHERING, GENERAL_DED_CIPHERING, GENERAL_CIPHERING, GENERAL_SIGNING -> true;
      default -> isGlobal(tag) || isDedicated(tag);
    };
  }

  /** The {@code glo-} tag of a plain APDU's tag; -1 where there is none. */
  public static int global(int tag) {
    int ciphered = tag < 0x60 ? tag + 0x20 : tag + 8;
    return tag >= 0 && isGlobal(ciphered) ? ciphered : -1;
  }

  /** The {@code ded-} tag of a plain APDU's tag; -1 where there is none. */
  public static int dedicated(int tag) {
    int ciphered = tag < 0x60 ? tag + 0x40 : tag + 16;
    return tag >= 0 && isDedicated(ciphered) ? ciphered : -1;
  }

  /** The plain tag of a {@code glo-} or {@code ded-} tag; -1 where it is none of them. */
  public static int plain(int tag) {
    if (isGlobal(tag)) {
      return tag < 0x60 ? tag - 0x20 : tag - 8;
    }
    if (isDedicated(tag)) {
      return tag < 0x60 ? tag - 0x40 : tag - 16;
    }
    return -1;
  }

  /** As the standard writes it: {@code glo-get-request}; {@code tag 0xFF} where there is none. */
  public static String name(int tag) {
    if (isGlobal(tag)) {
      return "glo-" + name(plain(tag));
    }
    if (isDedicated(tag)) {
      return "ded-" + name(plain(tag));
    }
    return switch (tag) {
      case INITIATE_REQUEST -> "initiate-request";
      case READ_REQUEST -> "read-request";
      case WRITE_REQUEST -> "write-request";
      case INITIATE_RESPONSE -> "initiate-response";
      case READ_RESPONSE -> "read-response";
      case WRITE_RESPONSE -> "write-response";
      case CONFIRMED_SERVICE_ERROR -> "confirmed-service-error";
      case DATA_NOTIFICATION -> "data-notification";
      case DATA_NOTIFICATION_CONFIRM -> "data-notification-confirm";
      case UNCONFIRMED_WRITE_REQUEST -> "unconfirmed-write-request";
      case INFORMATION_REPORT -> "information-report";
      case AARQ -> "AARQ";
      case AARE -> "AARE";
      case RLRQ -> "RLRQ";
      case RLRE -> "RLRE";
      case GET_REQUEST -> "get-request";
      case SET_REQUEST -> "set-request";
      case EVENT_NOTIFICATION -> "event-notification";
      case ACTION_REQUEST -> "action-request";
      case GET_RESPONSE -> "get-response";
      case SET_RESPONSE -> "set-response";
      case ACTION_RESPONSE -> "action-response";
      case EXCEPTION_RESPONSE -> "exception-response";
      case ACCESS_REQUEST -> "access-request";
      case ACCESS_RESPONSE -> "access-response";
      case GENERAL_GLO_CIPHERING -> "general-glo-ciphering";
      case GENERAL_DED_CIPHERING -> "general-ded-ciphering";
      case GENERAL_CIPHERING -> "general-ciphering";
      case GENERAL_SIGNING -> "general-signing";
      case GENERAL_BLOCK_TRANSFER -> "general-block-transfer";
      default -> "tag 0x%02X".formatted(tag & 0xFF);
    };
  }
}
