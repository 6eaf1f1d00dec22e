/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.headend.SendResult;

/** A head end in memory that tells queued payloads from transmitted ones. */
final class FakeHeadEnd implements HeadEnd {
  final List<byte[]> queued = new ArrayList<>();
  final List<byte[]> transmitted = new ArrayList<>();
  int transmissions;
  SendResult answer = SendResult.ACCEPTED;

  /** Whether meters are to be held back. */
  volatile boolean full;

  /** Runs at the begin of each flush. */
  volatile Runnable onFlush = () -> {};

  @Override
  public String name() {
    return "hes";
  }

  @Override
  public HeadEndStatus status() {
    return new HeadEndStatus(name(), HeadEndState.CONNECTED, "", Instant.EPOCH, 0, 0, 0);
  }

  @Override
  public SendResult send(byte[] payload) {
    SendResult result = enqueue(payload);
    flush();
    return result;
  }

  @Override
  public SendResult enqueue(byte[] payload) {
    if (answer.isAccepted()) {
      queued.add(payload);
    }
    return answer;
  }

  @Override
  public void flush() {
    onFlush.run();
    if (!queued.isEmpty()) {
      transmissions++;
    }
    transmitted.addAll(queued);
    queued.clear();
  }

  @Override
  public synchronized boolean awaitRoom(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (full && System.nanoTime() - end < 0) {
      wait(1);
    }
    return !full;
  }
}
