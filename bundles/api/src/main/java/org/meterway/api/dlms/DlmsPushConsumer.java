/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.dlms;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what meters push. A whiteboard service: it names its listeners in the service property
 * {@value #LISTENER} (a String, an array or a collection of them; {@value #ANY} for all).
 *
 * <p>Called on the thread that reads the connection or line; several connections at the same time.
 * While it runs, what the same meter sends waits.
 */
@ConsumerType
public interface DlmsPushConsumer {
  /** Service property: the names of the listeners to hear. */
  String LISTENER = "meterway.dlms.listener";

  /** Value of {@value #LISTENER} that means every listener. */
  String ANY = "*";

  /** A meter has said something. What this throws is counted and logged. */
  void received(DlmsPush push);
}
