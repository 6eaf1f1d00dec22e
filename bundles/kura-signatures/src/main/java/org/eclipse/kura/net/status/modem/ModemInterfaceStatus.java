/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.net.status.modem;

import org.eclipse.kura.net.status.NetworkInterfaceStatus;
import org.osgi.annotation.versioning.ProviderType;

/** The state of a modem. */
@ProviderType
public class ModemInterfaceStatus extends NetworkInterfaceStatus {
  private final ModemConnectionStatus connectionStatus;
  private final int signalQuality;
  private final int signalStrength;

  protected ModemInterfaceStatus(ModemInterfaceStatusBuilder builder) {
    super(builder);
    connectionStatus = builder.connectionStatus;
    signalQuality = builder.signalQuality;
    signalStrength = builder.signalStrength;
  }

  public ModemConnectionStatus getConnectionStatus() {
    return connectionStatus;
  }

  /** In percent. */
  public int getSignalQuality() {
    return signalQuality;
  }

  /** In dBm. */
  public int getSignalStrength() {
    return signalStrength;
  }

  public static ModemInterfaceStatusBuilder builder() {
    return new ModemInterfaceStatusBuilder();
  }

  /** Makes a status. */
  public static class ModemInterfaceStatusBuilder
      extends NetworkInterfaceStatusBuilder<ModemInterfaceStatusBuilder> {
    private ModemConnectionStatus connectionStatus = ModemConnectionStatus.UNKNOWN;
    private int signalQuality;
    private int signalStrength;

    public ModemInterfaceStatusBuilder withConnectionStatus(
        ModemConnectionStatus connectionStatus) {
      this.connectionStatus = connectionStatus;
      return this;
    }

    public ModemInterfaceStatusBuilder withSignalQuality(int signalQuality) {
      this.signalQuality = signalQuality;
      return this;
    }

    public ModemInterfaceStatusBuilder withSignalStrength(int signalStrength) {
      this.signalStrength = signalStrength;
      return this;
    }

    @Override
    public ModemInterfaceStatusBuilder getThis() {
      return this;
    }

    @Override
    public ModemInterfaceStatus build() {
      return new ModemInterfaceStatus(this);
    }
  }
}
