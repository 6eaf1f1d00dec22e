/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.transport;

import java.io.Closeable;
import java.net.InetSocketAddress;

/** Something that takes connections. {@link #close} ends all of them, within a bound. */
public interface ApduServer extends Closeable {
  /** Where it listens, with the port that it has got. */
  InetSocketAddress address();
}
