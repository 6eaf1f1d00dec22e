/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import org.meterway.dlms.apdu.ApduTag;

/** Which APDUs carry others, and which go as they are. */
final class CipherTags {
  private CipherTags() {}

  /** The tag of the APDU that carries a plain one. */
  static int around(Envelope envelope, int plain) {
    int own =
        switch (envelope) {
          case GLOBAL -> ApduTag.global(plain);
          case DEDICATED -> ApduTag.dedicated(plain);
          default -> -1;
        };
    if (own >= 0) {
      return own;
    }
    return switch (envelope) {
      case GLOBAL, GENERAL_GLOBAL -> ApduTag.GENERAL_GLO_CIPHERING;
      case DEDICATED, GENERAL_DEDICATED -> ApduTag.GENERAL_DED_CIPHERING;
      case GENERAL_CIPHERING -> ApduTag.GENERAL_CIPHERING;
    };
  }

  /** The envelope of a ciphered tag. */
  static Envelope envelope(int tag) {
    return switch (tag) {
      case ApduTag.GENERAL_GLO_CIPHERING -> Envelope.GENERAL_GLOBAL;
      case ApduTag.GENERAL_DED_CIPHERING -> Envelope.GENERAL_DEDICATED;
      case ApduTag.GENERAL_CIPHERING -> Envelope.GENERAL_CIPHERING;
      default -> ApduTag.isGlobal(tag) ? Envelope.GLOBAL : Envelope.DEDICATED;
    };
  }

  /** Whether a tag is that of a plain APDU. */
  static boolean isPlain(int tag) {
    return ApduTag.global(tag) >= 0
        || mayBePlain(tag)
        || tag == ApduTag.DATA_NOTIFICATION
        || tag == ApduTag.DATA_NOTIFICATION_CONFIRM
        || tag == ApduTag.ACCESS_REQUEST
        || tag == ApduTag.ACCESS_RESPONSE
        || tag == ApduTag.GENERAL_SIGNING;
  }

  /**
   * Whether an APDU may come plain where protection is required: those of ACSE protect what they
   * carry themselves, blocks are checked when they are put together, and errors are told by who
   * cannot cipher.
   */
  static boolean mayBePlain(int tag) {
    return tag >= ApduTag.AARQ && tag <= ApduTag.RLRE
        || tag == ApduTag.EXCEPTION_RESPONSE
        || tag == ApduTag.CONFIRMED_SERVICE_ERROR
        || tag == ApduTag.GENERAL_BLOCK_TRANSFER;
  }
}
