/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.time.Duration;
import org.meterway.dlms.transport.ByteLine;
import org.meterway.dlms.transport.FedByteLine;
import org.osgi.framework.ServiceRegistration;

/** A line that belongs to another component, which hands its bytes in. */
abstract class SharedLine implements ByteLine {
  private final FedByteLine fed;

  SharedLine(FedByteLine fed) {
    this.fed = fed;
    fed.close(); // Until it is opened.
  }

  final FedByteLine fed() {
    return fed;
  }

  @Override
  public void open() throws IOException {
    fed.open();
  }

  @Override
  public final int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
    return fed.read(bytes, offset, length, timeout);
  }

  @Override
  public final void write(byte[] bytes, int offset, int length) throws IOException {
    fed.write(bytes, offset, length);
  }

  @Override
  public void close() {
    fed.close();
  }

  /** How many bytes came while nobody wanted them, or there was no room for them. */
  abstract long unheard();

  /** What it is. */
  abstract String inWords();

  /** Begins to listen, where that does not wait until it is opened. */
  void attach() {}

  /** Ends it for good. */
  abstract void discard();

  static void unregister(ServiceRegistration<?> registration) {
    try {
      registration.unregister();
    } catch (IllegalStateException e) {
      // The framework was first: the bundle has stopped.
    }
  }
}
