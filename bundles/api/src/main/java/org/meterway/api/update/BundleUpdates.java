/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.update;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Exchanges the gateway's own bundles for those of a release, and takes the old ones back when the
 * new ones do not prove healthy. It outlives all bundles, those that use it included. A service of
 * the standalone gateway; thread-safe.
 *
 * <p>Whoever calls it answers for where the release comes from: signatures are checked before.
 */
@ProviderType
public interface BundleUpdates {
  /** The folder for releases that are being fetched, on the disk where they will stay. */
  Path folder();

  /** What runs. */
  UpdateState state();

  /** The jars of the present bundles, by {@code <folder>/<file>} as in a release. */
  Map<String, Path> present();

  /**
   * Begins to exchange the bundles; returns once that is on disk. Checksums are checked again.
   *
   * @param staged a folder with {@code manifest.json} and, for each bundle in it that is not among
   *     the present ones, {@code <sha256>.jar}
   * @param healthSeconds how long the new bundles may take until all is well
   * @param stableSeconds how long all must stay well after that
   * @throws IOException if the release cannot be applied, in words; nothing has changed then
   */
  void apply(Path staged, int healthSeconds, int stableSeconds) throws IOException;

  /**
   * Takes the bundles of before back: during a trial, or the previous release at any time later.
   * Returns once it has begun.
   *
   * @param why who asked, for the log
   * @throws IOException if there is nothing to go back to
   */
  void rollBack(String why) throws IOException;
}
