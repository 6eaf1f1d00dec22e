/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.net.status;

import org.osgi.annotation.versioning.ProviderType;

/** The state of one interface. */
@ProviderType
public abstract class NetworkInterfaceStatus {
  private final String interfaceId;
  private final String interfaceName;
  private final NetworkInterfaceState state;

  protected NetworkInterfaceStatus(NetworkInterfaceStatusBuilder<?> builder) {
    interfaceId = builder.interfaceId;
    interfaceName = builder.interfaceName;
    state = builder.state;
  }

  public String getInterfaceId() {
    return interfaceId;
  }

  public String getInterfaceName() {
    return interfaceName;
  }

  public NetworkInterfaceState getState() {
    return state;
  }

  /** Makes a status. */
  public abstract static class NetworkInterfaceStatusBuilder<
      T extends NetworkInterfaceStatusBuilder<T>> {
    private String interfaceId = "";
    private String interfaceName = "";
    private NetworkInterfaceState state = NetworkInterfaceState.UNKNOWN;

    public T withInterfaceId(String interfaceId) {
      this.interfaceId = interfaceId;
      return getThis();
    }

    public T withInterfaceName(String interfaceName) {
      this.interfaceName = interfaceName;
      return getThis();
    }

    public T withState(NetworkInterfaceState state) {
      this.state = state;
      return getThis();
    }

    public abstract T getThis();

    public abstract NetworkInterfaceStatus build();
  }
}
