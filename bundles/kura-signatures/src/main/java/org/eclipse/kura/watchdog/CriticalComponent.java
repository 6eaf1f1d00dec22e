/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.watchdog;

import org.osgi.annotation.versioning.ConsumerType;

/** What the watchdog watches. */
@ConsumerType
public interface CriticalComponent {
  String getCriticalComponentName();

  /** In milliseconds. */
  int getCriticalComponentTimeout();
}
