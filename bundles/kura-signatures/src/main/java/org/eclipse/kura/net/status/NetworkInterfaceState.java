/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.net.status;

/** The states of an interface, as NetworkManager names them. */
public enum NetworkInterfaceState {
  UNKNOWN,
  UNMANAGED,
  UNAVAILABLE,
  DISCONNECTED,
  PREPARE,
  CONFIG,
  NEED_AUTH,
  IP_CONFIG,
  IP_CHECK,
  SECONDARIES,
  ACTIVATED,
  DEACTIVATING,
  FAILED
}
