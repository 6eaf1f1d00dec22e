/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

/** Tags of plain APDUs, and which tags carry them ciphered. */
final class CipherTags {
  static final int EXCEPTION_RESPONSE = 0xD8;
  static final int CONFIRMED_SERVICE_ERROR = 0x0E;
  static final int GENERAL_GLO = 0xDB;
  static final int GENERAL_DED = 0xDC;
  static final int GENERAL_CIPHERING = 0xDD;
  static final int GENERAL_SIGNING = 0xDF;
  static final int GENERAL_BLOCK_TRANSFER = 0xE0;

  private static final int DATA_NOTIFICATION = 0x0F;
  private static final int DATA_NOTIFICATION_CONFIRM = 0x10;
  private static final int ACCESS_REQUEST = 0xD9;
  private static final int ACCESS_RESPONSE = 0xDA;
  private static final int AARQ = 0x60;
  private static final int RLRE = 0x63;
  private static final int GLOBAL_OFFSET = 0x20;
  private static final int DEDICATED_OFFSET = 0x40;

  private CipherTags() {}

  /** The glo- tag of a plain one, 0 when it has none. */
  static int global(int plain) {
    return switch (plain) {
      case 0x01, 0x05, 0x06, 0x08, 0x0C, 0x0D, 0x0E, 0x16, 0x18 -> plain + GLOBAL_OFFSET;
      case 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC7 -> plain + 0x08;
      default -> 0;
    };
  }

  /** The ded- tag of a plain one, 0 when it has none. */
  static int dedicated(int plain) {
    return switch (plain) {
      case 0x01, 0x05, 0x06, 0x08, 0x0C, 0x0D, 0x0E, 0x16, 0x18 -> plain + DEDICATED_OFFSET;
      case 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC5, 0xC7 -> plain + 0x10;
      default -> 0;
    };
  }

  /** The tag of the APDU that carries a plain one. */
  static int around(Envelope envelope, int plain) {
    int own =
        switch (envelope) {
          case GLOBAL -> global(plain);
          case DEDICATED -> dedicated(plain);
          default -> 0;
        };
    if (own != 0) {
      return own;
    }
    return switch (envelope) {
      case GLOBAL, GENERAL_GLOBAL -> GENERAL_GLO;
      case DEDICATED, GENERAL_DEDICATED -> GENERAL_DED;
      case GENERAL_CIPHERING -> GENERAL_CIPHERING;
    };
  }

  /** The envelope of a ciphered tag. */
  static Envelope envelope(int tag) {
    return switch (tag) {
      case GENERAL_GLO -> Envelope.GENERAL_GLOBAL;
      case GENERAL_DED -> Envelope.GENERAL_DEDICATED;
      case GENERAL_CIPHERING -> Envelope.GENERAL_CIPHERING;
      default -> isGlobal(tag) ? Envelope.GLOBAL : Envelope.DEDICATED;
    };
  }

  /** The plain tag of a glo- or ded- one, 0 for any other. */
  static int plain(int tag) {
    if (isGlobal(tag)) {
      return tag < 0x40 ? tag - GLOBAL_OFFSET : tag - 0x08;
    }
    if (isDedicated(tag)) {
      return tag < 0x60 ? tag - DEDICATED_OFFSET : tag - 0x10;
    }
    return 0;
  }

  /** Whether a tag is that of a plain APDU. */
  static boolean isPlain(int tag) {
    return global(tag) != 0
        || mayBePlain(tag)
        || tag == DATA_NOTIFICATION
        || tag == DATA_NOTIFICATION_CONFIRM
        || tag == ACCESS_REQUEST
        || tag == ACCESS_RESPONSE
        || tag == GENERAL_SIGNING;
  }

  /** Whether a tag is one that {@link #global} gives. */
  static boolean isGlobal(int tag) {
    return tag > 0x20 && tag < 0x40 && global(tag - GLOBAL_OFFSET) == tag
        || tag >= 0xC8 && tag < 0xD0 && global(tag - 0x08) == tag;
  }

  /** Whether a tag is one that {@link #dedicated} gives. */
  static boolean isDedicated(int tag) {
    return tag > 0x40 && tag < 0x60 && dedicated(tag - DEDICATED_OFFSET) == tag
        || tag >= 0xD0 && tag < 0xD8 && dedicated(tag - 0x10) == tag;
  }

  /**
   * Whether an APDU may come plain where protection is required: those of ACSE protect what they
   * carry themselves, blocks are checked when they are put together, and errors are told by who
   * cannot cipher.
   */
  static boolean mayBePlain(int tag) {
    return tag >= AARQ && tag <= RLRE
        || tag == EXCEPTION_RESPONSE
        || tag == CONFIRMED_SERVICE_ERROR
        || tag == GENERAL_BLOCK_TRANSFER;
  }
}
