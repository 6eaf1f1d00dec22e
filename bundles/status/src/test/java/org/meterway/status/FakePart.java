/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.time.Instant;
import java.util.Map;
import org.meterway.api.status.Restartable;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;

/** A part of the gateway as a test has it. */
final class FakePart implements StatusSource, Restartable {
  private final String kind;
  private final String name;
  volatile long count;
  volatile String reason = "";
  volatile String restarted = "";

  FakePart(String kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  @Override
  public void restart(String why) {
    restarted = why;
  }

  @Override
  public Status describe() {
    return new Status(
        kind, name, "OPEN", reason, Instant.EPOCH, Map.of("bytes.in", count), Map.of("a", "b"));
  }
}
