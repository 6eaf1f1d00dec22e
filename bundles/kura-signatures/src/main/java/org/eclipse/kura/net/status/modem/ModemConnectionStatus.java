/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.net.status.modem;

/** How far a modem's connection is, as ModemManager names it. */
public enum ModemConnectionStatus {
  FAILED,
  UNKNOWN,
  INITIALIZING,
  LOCKED,
  DISABLED,
  DISABLING,
  ENABLING,
  ENABLED,
  SEARCHING,
  REGISTERED,
  DISCONNECTING,
  CONNECTING,
  CONNECTED
}
