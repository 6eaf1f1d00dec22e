/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.kura.cloudconnection.CloudConnectionManager;
import org.meterway.api.config.Validation;

/**
 * Kura's cloud connections by name. A publisher's listeners are told of changes only, and on 5.x by
 * a pool of threads, so that two changes may come in the wrong order; the connection itself can be
 * asked at any time. Thread-safe.
 */
final class ConnectionManagers {
  private final Map<String, CloudConnectionManager> byName = new ConcurrentHashMap<>();

  void put(CloudConnectionManager manager, Map<String, ?> properties) {
    byName.put(Validation.instanceName(properties), manager);
  }

  void remove(CloudConnectionManager manager) {
    byName.values().removeIf(other -> other == manager);
  }

  /** The state right now; unknown if there is no connection of this name, or it does not tell. */
  Connection ask(String name) {
    CloudConnectionManager manager = byName.get(name);
    if (manager == null) {
      return Connection.UNKNOWN;
    }
    try {
      return manager.isConnected() ? Connection.UP : Connection.DOWN;
    } catch (RuntimeException e) {
      // Kura's own throw while they are being taken down; payloads go on all the same.
      return Connection.UNKNOWN;
    }
  }
}
