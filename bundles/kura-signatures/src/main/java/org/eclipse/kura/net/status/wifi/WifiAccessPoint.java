/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.net.status.wifi;

import org.osgi.annotation.versioning.ProviderType;

/** A wireless network in reach. */
@ProviderType
public class WifiAccessPoint {
  private final int signalQuality;

  WifiAccessPoint(int signalQuality) {
    this.signalQuality = signalQuality;
  }

  /** In percent. */
  public int getSignalQuality() {
    return signalQuality;
  }
}
