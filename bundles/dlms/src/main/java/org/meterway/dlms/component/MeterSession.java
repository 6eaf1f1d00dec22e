/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.data.ScalerUnit;
import org.meterway.dlms.security.CipheringException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An association, and what was learnt in it. For one thread. */
final class MeterSession {
  private static final Logger LOG = LoggerFactory.getLogger(MeterSession.class);
  private static final int MOST_SCALERS = 2048;

  private final DlmsClient client;
  private final DlmsClientOptions options;
  private final CounterShelf.Lease lease;
  private final Map<AttributeReference, Optional<ScalerUnit>> scalers = new HashMap<>();

  /**
   * @param lease null without keys
   */
  MeterSession(DlmsClient client, DlmsClientOptions options, CounterShelf.Lease lease) {
    this.client = client;
    this.options = options;
    this.lease = lease;
  }

  DlmsClient client() {
    return client;
  }

  boolean isOpen() {
    return client.isOpen();
  }

  /** Whether it is known what an attribute that tells scaler and unit says. */
  boolean knows(AttributeReference scaler) {
    return scalers.containsKey(scaler);
  }

  /** What it says; empty where the meter does not tell. */
  Optional<ScalerUnit> scaler(AttributeReference scaler) {
    return scalers.getOrDefault(scaler, Optional.empty());
  }

  void learn(AttributeReference scaler, Optional<ScalerUnit> says) {
    if (scalers.size() >= MOST_SCALERS) {
      scalers.clear();
    }
    scalers.put(scaler, says);
  }

  /** Ends the association as far as the meter takes part, and wipes the keys. */
  void close() {
    try {
      client.close();
    } catch (IOException e) {
      LOG.debug("The association did not end in order", e);
    } finally {
      close(options, lease);
    }
  }

  /** Lets go of what an association needs; null for what there is not. */
  static void close(DlmsClientOptions options, CounterShelf.Lease lease) {
    if (options != null) {
      options.close();
    }
    if (lease != null) {
      try {
        lease.close();
      } catch (CipheringException e) {
        LOG.warn("An invocation counter is not put away: {}", e.getMessage());
      }
    }
  }
}
