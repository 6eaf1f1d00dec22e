/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Telegrams of real meters and worked examples of the standard. They are no part of the project:
 * they are in {@code shared/vectors/dlms} beside the checkout or above it, or are not there.
 */
public final class RealTelegrams {
  private RealTelegrams() {}

  /** Where they are. */
  public static Optional<Path> folder() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path folder = up.resolve("shared/vectors/dlms");
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /** Where they are; the test that asks is skipped without them. */
  public static Path required() {
    Optional<Path> folder = folder();
    assumeTrue(folder.isPresent(), "there are no telegrams of real meters here");
    return folder.orElseThrow();
  }
}
