/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

/** Takes what a {@link TelegramDecoder} finds. */
public interface TelegramSink {
  /** A whole APDU. */
  void telegram(Telegram telegram);

  /**
   * Bytes that make no APDU.
   *
   * @param reason in words: what is wrong, and what would be right
   */
  void fault(String reason);
}
