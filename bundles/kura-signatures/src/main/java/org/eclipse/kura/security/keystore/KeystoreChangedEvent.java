/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.security.keystore;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.service.event.Event;

/** The content of a keystore has changed. */
@ProviderType
public class KeystoreChangedEvent extends Event {
  public static final String EVENT_TOPIC =
      "org/eclipse/kura/security/keystore/KeystoreChangedEvent/KEYSTORE_CHANGED";

  public static final String SENDER_PID_PROPERTY_KEY = "sender.pid";

  public KeystoreChangedEvent(String keystoreServicePid) {
    super(EVENT_TOPIC, Map.of(SENDER_PID_PROPERTY_KEY, keystoreServicePid));
  }
}
