/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell.control;

/** What the control socket counts. */
enum ControlCounter {
  /** Connections taken. */
  CONNECTIONS,
  /** Commands run. */
  COMMANDS,
  /** Commands whose client went away before they ended. */
  CANCELLED,
  /** Connections dropped for a request that is none, or did not come in time. */
  BAD_REQUESTS,
  /** Connections dropped since their client did not take its output in time. */
  SLOW_CLIENTS
}
