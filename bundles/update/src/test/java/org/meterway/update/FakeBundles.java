/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meterway.api.update.BundleUpdates;
import org.meterway.api.update.UpdatePhase;
import org.meterway.api.update.UpdateState;

/** A gateway that takes all releases, and does nothing with them. */
final class FakeBundles implements BundleUpdates {
  private final Path folder;
  final Map<String, Path> present = new LinkedHashMap<>();
  final List<String> calls = new ArrayList<>();
  UpdatePhase phase = UpdatePhase.NONE;
  long current;
  long floor;
  long failed;

  FakeBundles(Path folder) {
    this.folder = folder;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public UpdateState state() {
    return new UpdateState(
        phase,
        Instant.EPOCH,
        "",
        "0.1.0",
        current,
        "0.1." + current,
        0,
        "0.1.0",
        0,
        "",
        floor,
        failed);
  }

  @Override
  public Map<String, Path> present() {
    return present;
  }

  @Override
  public void apply(Path staged, int healthSeconds, int stableSeconds) throws IOException {
    try (var files = Files.list(staged)) {
      calls.add("apply " + staged.getFileName() + " of " + files.count() + " files");
    }
  }

  @Override
  public void rollBack(String why) {
    calls.add("rollback: " + why);
  }
}
