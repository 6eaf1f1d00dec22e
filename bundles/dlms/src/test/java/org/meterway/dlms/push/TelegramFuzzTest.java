/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.meterway.dlms.security.ReceivedCounters;
import org.meterway.itests.fuzz.FuzzTarget;

/** Whatever a line says makes telegrams or faults, and notifications or reasons. */
class TelegramFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) {
    try (NotificationDecoder notifications =
        new NotificationDecoder(PushKeys.NONE, new ReceivedCounters())) {
      TelegramDecoder telegrams = new TelegramDecoder(new Sink(notifications));
      int half = input.length / 2;
      telegrams.put(input, 0, half);
      telegrams.put(input, half, input.length - half);
      telegrams.pause();
      telegrams.pause();
    }
  }

  private record Sink(NotificationDecoder notifications) implements TelegramSink {
    @Override
    public void telegram(Telegram telegram) {
      assertTrue(telegram.apdu().length <= TelegramDecoder.MAX_APDU);
      try {
        Notification notification = notifications.take(telegram);
        assertTrue(notification == null || notification.toString().startsWith("notification"));
      } catch (PushException e) {
        fault(e.getMessage());
      }
    }

    @Override
    public void fault(String reason) {
      assertTrue(reason.length() > 5, reason);
    }
  }
}
