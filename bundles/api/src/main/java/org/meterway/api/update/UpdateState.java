/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.update;

import java.time.Instant;

/**
 * Which bundles the gateway runs, and how far the last exchange has come. Immutable. A release has
 * a sequence number; 0 stands for the bundles of the installed distribution.
 *
 * @param phase how far the last exchange has come
 * @param since when the phase began
 * @param reason what there is to say of it, in words; empty for nothing
 * @param launcherVersion version of the installed distribution
 * @param current sequence number of the release that is in force
 * @param currentVersion its version
 * @param previous sequence number of the release before it
 * @param previousVersion its version; empty if there is none to go back to
 * @param candidate sequence number of the release that was last applied, whatever became of it
 * @param candidateVersion its version; empty if there was none
 * @param floor the highest sequence number that was ever in force
 * @param failed sequence number of the release that was rolled back last; 0 for none
 */
public record UpdateState(
    UpdatePhase phase,
    Instant since,
    String reason,
    String launcherVersion,
    long current,
    String currentVersion,
    long previous,
    String previousVersion,
    long candidate,
    String candidateVersion,
    long floor,
    long failed) {
  /** Whether an exchange is under way. */
  public boolean isBusy() {
    return phase == UpdatePhase.APPLYING
        || phase == UpdatePhase.TRYING
        || phase == UpdatePhase.ROLLING_BACK;
  }
}
