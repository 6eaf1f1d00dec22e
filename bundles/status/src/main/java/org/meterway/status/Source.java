/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.util.Objects;
import org.meterway.api.status.Status;

/**
 * What one part of the gateway has said.
 *
 * @param restartable whether it can be made to begin anew
 */
record Source(Status status, boolean restartable) {
  /** Kind and name, by which a page knows it. */
  String id() {
    return status.kind() + "/" + status.name();
  }

  void write(Json json) {
    json.member("kind", status.kind())
        .member("name", status.name())
        .member("state", status.state())
        .member("health", status.health().name())
        .member("reason", Objects.requireNonNullElse(status.reason(), ""))
        .member("since", status.since().toString())
        .member("restartable", restartable)
        .numbers("counters", status.counters())
        .strings("facts", status.facts());
  }
}
