/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.net.status.wifi;

import java.util.Optional;
import org.eclipse.kura.net.status.NetworkInterfaceStatus;
import org.osgi.annotation.versioning.ProviderType;

/** The state of a wireless interface. */
@ProviderType
public abstract class WifiInterfaceStatus extends NetworkInterfaceStatus {
  protected WifiInterfaceStatus(NetworkInterfaceStatusBuilder<?> builder) {
    super(builder);
  }

  public abstract Optional<WifiAccessPoint> getActiveWifiAccessPoint();
}
