/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.web.transport;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** An answer that stays open. Never waits; used by one thread at a time. */
@ConsumerType
public interface EventChannel {
  /**
   * Whether it can be written to now. After {@code false} the callback {@code ready} of the
   * exchange says when it can.
   */
  boolean isReady();

  /** Writes bytes; only when ready. They are not to be changed afterwards. */
  void write(byte[] bytes) throws IOException;

  /** Sends what was written; only when ready. */
  void flush() throws IOException;

  /** Ends the answer; harmless when it has ended. */
  void close();
}
