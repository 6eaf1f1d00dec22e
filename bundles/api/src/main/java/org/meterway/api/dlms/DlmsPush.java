/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.dlms;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a meter said of itself.
 *
 * @param listener the name of the listener that heard it
 * @param peer who sent it: address and port, or the name of the port or link
 * @param systemTitle the meter's, 16 hex digits; empty where the telegram does not tell it
 * @param heard when it came in
 * @param verified whether an authentication tag proved the sender and the content
 * @param readings its values by name; empty where the telegram's layout is not known
 * @param json all of it, as a JSON object in one line
 */
public record DlmsPush(
    String listener,
    String peer,
    String systemTitle,
    Instant heard,
    boolean verified,
    List<DlmsReading> readings,
    String json) {
  /** Copies the list. */
  public DlmsPush {
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(peer, "peer");
    Objects.requireNonNull(systemTitle, "systemTitle");
    Objects.requireNonNull(heard, "heard");
    Objects.requireNonNull(json, "json");
    readings = List.copyOf(readings);
  }
}
