/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

/**
 * When the agent does not read: while a listener waits, or the downlink is over its rate. What
 * comes from the peer then is not late. On the agent's thread.
 */
final class Attention {
  private long missed;
  private long backAt;
  private long leftAt;
  private boolean away;

  /** The agent reads from now on. */
  Attention(long now) {
    backAt = now;
  }

  /** The agent stops reading. */
  void leave(long now) {
    if (!away) {
      away = true;
      leftAt = now;
    }
  }

  /** The agent reads again. */
  void back(long now) {
    if (away) {
      away = false;
      missed += now - leftAt;
      backAt = now;
    }
  }

  boolean isAway() {
    return away;
  }

  /** For how many nanoseconds in all the agent did not read. */
  long missed(long now) {
    return away ? missed + now - leftAt : missed;
  }

  /** When the agent last began to read. */
  long backAt() {
    return backAt;
  }
}
