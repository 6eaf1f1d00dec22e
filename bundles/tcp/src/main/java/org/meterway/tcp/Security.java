/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

/** Whether a connection is encrypted. */
enum Security {
  /** In clear: only where the network itself is protected. */
  NONE,
  /** TLS, with the head end's certificate always checked. */
  TLS
}
