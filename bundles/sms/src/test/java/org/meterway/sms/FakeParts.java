/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;

/** Parts of a gateway, all of which can begin anew. */
final class FakeParts extends GatewayParts {
  final List<Status> statuses = new ArrayList<>();
  final List<String> restarted = new ArrayList<>();

  FakeParts() {
    super(null);
  }

  void has(String kind, String name, String state, String reason, Map<String, String> facts) {
    statuses.add(
        new Status(
            kind,
            name,
            state,
            reason.isEmpty() ? Health.OK : Health.WARNING,
            reason,
            Instant.EPOCH,
            Map.of(),
            facts));
  }

  @Override
  List<Status> statuses() {
    return statuses;
  }

  @Override
  int restart(Predicate<Status> which, String why) {
    List<Status> chosen = statuses.stream().filter(which).toList();
    chosen.forEach(it -> restarted.add(it.kind() + " " + it.name() + ": " + why));
    return chosen.size();
  }
}
