/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.io.IOException;
import java.util.Optional;

/** Where the memory is kept: the old text or the new one, whatever happens meanwhile. */
interface MemoryStore {
  /** The text; empty if there is none. */
  Optional<String> read() throws IOException;

  /** Returns once it is kept. */
  void write(String text) throws IOException;

  /** Why what is written would not be there after a restart of the host; empty if it would be. */
  String whyForgetful();
}
