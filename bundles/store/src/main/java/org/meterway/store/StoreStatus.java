/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.meterway.api.status.Status;
import org.meterway.api.store.QueueStatus;

/** Puts the status of a store together. Thread-safe. */
final class StoreStatus {
  private final StoreRoom room;
  private final Supplier<List<QueueDuty>> duties;
  private final Supplier<String> problem;
  private String lastState = "";
  private Instant since = Instant.now();

  /**
   * @param problem why the folder cannot be used; empty when it can
   */
  StoreStatus(StoreRoom room, Supplier<List<QueueDuty>> duties, Supplier<String> problem) {
    this.room = room;
    this.duties = duties;
    this.problem = problem;
  }

  /**
   * @param facts what is to stand before the facts of the store
   */
  synchronized Status describe(String name, Map<String, String> facts) {
    List<String> problems = new ArrayList<>();
    String folderProblem = problem.get();
    boolean degraded = !folderProblem.isEmpty();
    if (degraded) {
      problems.add(room.folder() + ": " + folderProblem);
    }
    facts.put("directory", room.folder().toString());
    for (QueueDuty duty : duties.get()) {
      QueueStatus queue = duty.queue().status();
      degraded |= !queue.onDisk();
      if (!queue.problem().isEmpty()) {
        problems.add(duty.queue().name() + ": " + queue.problem());
      }
      facts.put("queue " + duty.queue().name(), words(queue, duty.files()));
    }
    room.leftovers()
        .forEach((queue, payloads) -> facts.put("not in use " + queue, payloads + " payloads"));
    String state = degraded ? "DEGRADED" : "DURABLE";
    if (!state.equals(lastState)) {
      lastState = state;
      since = Instant.now();
    }
    return new Status(
        "store",
        name,
        state,
        String.join("; ", problems),
        since,
        room.statistics().snapshot(),
        facts);
  }

  private static String words(QueueStatus queue, int files) {
    return queue.payloads()
        + " payloads, "
        + queue.bytes()
        + " bytes, "
        + (queue.onDisk() ? files + " files" : "in memory only");
  }
}
