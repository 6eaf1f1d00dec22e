/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.meterway.api.web.EventStream;

/**
 * Somebody who looks at the page, and which messages he wants. So many messages a second and no
 * more; the others are counted. Thread-safe.
 */
final class Viewer {
  static final int MESSAGES_A_SECOND = 20;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final EventStream stream;
  private final Optional<String> link;
  private final Optional<Integer> protocol;
  private final LongSupplier nanoTime;
  private final List<Heard> waiting = new ArrayList<>();
  private long second;
  private int inSecond;
  private long skipped;
  private long toldSkipped;

  /**
   * A viewer of all messages, or of some.
   *
   * @param link empty for all links
   * @param protocol empty for all protocols
   */
  Viewer(
      EventStream stream,
      Optional<String> link,
      Optional<Integer> protocol,
      LongSupplier nanoTime) {
    this.stream = stream;
    this.link = link;
    this.protocol = protocol;
    this.nanoTime = nanoTime;
    second = nanoTime.getAsLong();
  }

  /** Whether a message of this link and protocol is to be shown now. */
  synchronized boolean wants(String itsLink, int itsProtocol) {
    if (!link.map(itsLink::equals).orElse(true)
        || protocol.isPresent() && protocol.get() != itsProtocol) {
      return false;
    }
    long now = nanoTime.getAsLong();
    if (now - second >= SECOND) {
      second = now;
      inSecond = 0;
    }
    // What waits is bounded, too, should nobody send it.
    if (inSecond >= MESSAGES_A_SECOND || waiting.size() >= MESSAGES_A_SECOND) {
      skipped++;
      return false;
    }
    inSecond++;
    return true;
  }

  synchronized void add(Heard message) {
    waiting.add(message);
  }

  /** Sends what was heard. */
  void sendMessages() {
    List<Heard> now;
    long skippedNow;
    synchronized (this) {
      now = List.copyOf(waiting);
      waiting.clear();
      skippedNow = skipped;
    }
    now.forEach(message -> stream.send("message", message.json()));
    if (skippedNow != toldSkipped) {
      toldSkipped = skippedNow;
      stream.send("skipped", Json.object(skippedNow, (json, count) -> json.member("count", count)));
    }
  }

  void send(String event, String data) {
    stream.send(event, data);
  }

  boolean isThere() {
    return stream.isOpen();
  }

  void close() {
    stream.close();
  }
}
