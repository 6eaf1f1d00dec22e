/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.systemd;

/** What the notifier counts. */
enum NotifierCounter {
  /** Messages that systemd was sent. */
  NOTIFICATIONS,
  /** Messages that could not be sent. */
  NOTIFICATIONS_FAILED,
  /** Times that systemd was not told that the gateway lives, since it stands still. */
  SIGNS_WITHHELD
}
