/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.net.status.NetworkInterfaceState;
import org.eclipse.kura.net.status.NetworkInterfaceStatus;
import org.eclipse.kura.net.status.NetworkStatusService;
import org.eclipse.kura.net.status.modem.ModemConnectionStatus;
import org.eclipse.kura.net.status.modem.ModemInterfaceStatus;
import org.eclipse.kura.net.status.wifi.WifiAccessPoint;
import org.eclipse.kura.net.status.wifi.WifiInterfaceStatus;

/** The gateway's network as a meter's module would see it. */
final class NetworkView {
  private static final Comparator<Seen> BEST_FIRST =
      Comparator.comparing(Seen::kind).thenComparing(seen -> !seen.connected());

  private final NetworkStatusService network;

  NetworkView(NetworkStatusService network) {
    this.network = network;
  }

  /** What kind of way out an interface is, the one that a meter's module has first. */
  enum Kind {
    MODEM,
    WIRELESS,
    OTHER
  }

  /**
   * How well an interface hears its network.
   *
   * @param qualityPercent 0 to 100
   * @param strengthDbm negative; 0 where it is not known
   */
  record Signal(int qualityPercent, int strengthDbm) {}

  /**
   * One interface at one moment.
   *
   * @param connected whether data can flow
   * @param signal empty where there is none, as on a cable
   */
  record Seen(String interfaceId, Kind kind, boolean connected, Optional<Signal> signal) {}

  /**
   * Looks at one interface, or at the one that matters most. May take long: Kura asks
   * NetworkManager.
   *
   * @param wanted its id or its name; empty for the one that matters most
   * @return empty if there is none
   */
  Optional<Seen> look(String wanted) throws KuraException {
    return wanted.isEmpty() ? mostImportant() : named(wanted);
  }

  private Optional<Seen> named(String wanted) throws KuraException {
    // A modem's id is that of its USB port, which stays; its name is given anew by the kernel.
    for (String id : network.getInterfaceIds()) {
      Optional<NetworkInterfaceStatus> status = network.getNetworkStatus(id);
      if (id.equals(wanted) || status.filter(it -> isNamed(it, wanted)).isPresent()) {
        return status.map(NetworkView::seen);
      }
    }
    return Optional.empty();
  }

  private static boolean isNamed(NetworkInterfaceStatus status, String wanted) {
    return wanted.equals(status.getInterfaceName());
  }

  private Optional<Seen> mostImportant() throws KuraException {
    List<Seen> all = new ArrayList<>();
    for (String id : network.getInterfaceIds()) {
      network
          .getNetworkStatus(id)
          .map(NetworkView::seen)
          // Only a modem tells something also while it is not connected.
          .filter(seen -> seen.connected() || seen.kind() == Kind.MODEM)
          .filter(seen -> !seen.interfaceId().equals("lo"))
          .ifPresent(all::add);
    }
    return all.stream().min(BEST_FIRST);
  }

  private static Seen seen(NetworkInterfaceStatus status) {
    if (status instanceof ModemInterfaceStatus modem) {
      return new Seen(
          modem.getInterfaceId(),
          Kind.MODEM,
          modem.getConnectionStatus() == ModemConnectionStatus.CONNECTED,
          Optional.of(new Signal(modem.getSignalQuality(), modem.getSignalStrength())));
    }
    boolean connected = status.getState() == NetworkInterfaceState.ACTIVATED;
    if (status instanceof WifiInterfaceStatus wifi) {
      return new Seen(
          wifi.getInterfaceId(),
          Kind.WIRELESS,
          connected,
          wifi.getActiveWifiAccessPoint()
              .map(WifiAccessPoint::getSignalQuality)
              .map(percent -> new Signal(percent, 0)));
    }
    return new Seen(status.getInterfaceId(), Kind.OTHER, connected, Optional.empty());
  }
}
