/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host; may block. */
@FunctionalInterface
interface Resolver {
  /** All addresses, in the order in which they are tried; at least one. */
  InetAddress[] resolve(String host) throws UnknownHostException;
}
