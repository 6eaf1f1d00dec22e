/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.io.IOException;

/** What one line says, from bytes to a sink. For one thread. */
final class Hearing implements TelegramSink, AutoCloseable {
  /** Sends to the meter. */
  @FunctionalInterface
  interface Answer {
    void send(Telegram to, byte[] apdu) throws IOException;
  }

  private final String peer;
  private final PushSink sink;
  private final Answer answer;
  private final NotificationDecoder notifications;
  private final TelegramDecoder telegrams = new TelegramDecoder(this);
  private IOException failure;

  /**
   * Nothing heard yet.
   *
   * @param answer null where the line goes one way
   */
  Hearing(String peer, PushOptions options, PushSink sink, Answer answer) {
    this.peer = peer;
    this.sink = sink;
    this.answer = answer;
    notifications = new NotificationDecoder(options.keys(), options.counters());
  }

  void put(byte[] bytes, int offset, int length) throws IOException {
    telegrams.put(bytes, offset, length);
    if (failure != null) {
      throw failure;
    }
  }

  void pause() {
    telegrams.pause();
  }

  @Override
  public void telegram(Telegram telegram) {
    try {
      Notification notification = notifications.take(telegram);
      if (notification != null) {
        sink.notification(peer, notification);
      }
    } catch (PushException e) {
      sink.fault(peer, e.getMessage());
    }
    byte[] apdu = notifications.answer();
    if (answer != null && apdu != null && failure == null) {
      try {
        answer.send(telegram, apdu);
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  @Override
  public void fault(String reason) {
    sink.fault(peer, reason);
  }

  @Override
  public void close() {
    notifications.close();
  }
}
