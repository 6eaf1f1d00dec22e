/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.net.status;

/** The kinds of interfaces that Meterway tells apart. */
public enum NetworkInterfaceType {
  UNKNOWN,
  ETHERNET,
  WIFI,
  MODEM,
  LOOPBACK
}
