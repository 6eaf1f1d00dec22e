/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import java.io.IOException;

/** Something that is on or off. Used by one thread. */
interface LedOutput extends AutoCloseable {
  /** Takes it over. */
  void open() throws IOException;

  /** Switches it. */
  void set(boolean on) throws IOException;

  /** Gives it back as it was found; harmless where it was not taken over. */
  @Override
  void close() throws IOException;
}
