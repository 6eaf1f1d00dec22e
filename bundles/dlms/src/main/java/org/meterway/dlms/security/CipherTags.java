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
