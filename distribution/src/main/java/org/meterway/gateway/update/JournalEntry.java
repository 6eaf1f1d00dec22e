/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.update;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.meterway.api.update.UpdatePhase;
import org.meterway.update.release.JsonText;
import org.meterway.update.release.Members;
import org.meterway.update.release.Release;
import org.meterway.update.release.ReleaseException;

/**
 * All that the journal says. Number 0 is the distribution. Immutable.
 *
 * @param phase how far the last exchange has come
 * @param since when the phase began
 * @param reason why it has ended so, in words
 * @param current the set that is in force; of a candidate, that is the set to go back to
 * @param previous the set before it
 * @param candidate the set that was applied last
 * @param candidateVersion its version
 * @param floor the highest number that was ever in force
 * @param failed the set that was rolled back last
 * @param stopped whether the gateway was stopped in good order within the trial, so that the trial
 *     goes on at the next start
 * @param healthSeconds how long the candidate may take until all is well
 * @param stableSeconds how long all must stay well after that
 * @param before what was well before the exchange, and what was not
 */
public record JournalEntry(
    UpdatePhase phase,
    Instant since,
    String reason,
    long current,
    long previous,
    long candidate,
    String candidateVersion,
    long floor,
    long failed,
    boolean stopped,
    int healthSeconds,
    int stableSeconds,
    List<String> before) {
  private static final int LONGEST_REASON = 1000;
  private static final int MOST_LINES = 5000;
  private static final Pattern LINE = Pattern.compile("(?s).{0,2000}");

  /** Copies the list. */
  public JournalEntry {
    before = List.copyOf(before);
  }

  /** Of a gateway that was never updated. */
  static JournalEntry first(Instant now) {
    return new JournalEntry(UpdatePhase.NONE, now, "", 0, 0, 0, "", 0, 0, false, 0, 0, List.of());
  }

  /** Another phase from now on. */
  public JournalEntry with(UpdatePhase next, String why, Instant now) {
    return new JournalEntry(
        next,
        now,
        why.substring(0, Math.min(why.length(), LONGEST_REASON)),
        current,
        previous,
        candidate,
        candidateVersion,
        floor,
        failed,
        false,
        healthSeconds,
        stableSeconds,
        next == UpdatePhase.TRYING ? before : List.of());
  }

  /** A new candidate. */
  public JournalEntry applying(
      BundleSet set, int health, int stable, List<String> wasBefore, Instant now) {
    return new JournalEntry(
        UpdatePhase.APPLYING,
        now,
        "",
        current,
        previous,
        set.sequence(),
        set.version(),
        floor,
        failed,
        false,
        health,
        stable,
        wasBefore);
  }

  /** Within the trial: whether the gateway ends in good order. */
  public JournalEntry withStopped(boolean inGoodOrder) {
    return new JournalEntry(
        phase,
        since,
        reason,
        current,
        previous,
        candidate,
        candidateVersion,
        floor,
        failed,
        inGoodOrder,
        healthSeconds,
        stableSeconds,
        before);
  }

  /** Other sets in force. */
  public JournalEntry withSets(long newCurrent, long newPrevious, long newFloor, long newFailed) {
    return new JournalEntry(
        phase,
        since,
        reason,
        newCurrent,
        newPrevious,
        candidate,
        candidateVersion,
        newFloor,
        newFailed,
        stopped,
        healthSeconds,
        stableSeconds,
        before);
  }

  static JournalEntry parse(byte[] octets) throws ReleaseException {
    Members members = Members.of("journal", octets);
    return new JournalEntry(
        UpdatePhase.valueOf(
            members.text(
                "phase",
                Pattern.compile("NONE|APPLYING|TRYING|CONFIRMED|ROLLING_BACK|ROLLED_BACK"),
                "a phase")),
        members.time("since"),
        members.optionalText("reason"),
        set(members, "current"),
        set(members, "previous"),
        set(members, "candidate"),
        members.optionalText("candidateVersion"),
        set(members, "floor"),
        set(members, "failed"),
        members.flag("stopped"),
        (int) members.number("healthSeconds", 0, Integer.MAX_VALUE),
        (int) members.number("stableSeconds", 0, Integer.MAX_VALUE),
        members.texts("before", MOST_LINES, LINE));
  }

  private static long set(Members members, String name) throws ReleaseException {
    return members.number(name, 0, Release.LAST_SEQUENCE);
  }

  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("phase", phase.name());
    json.put("since", since.toString());
    json.put("reason", reason);
    json.put("current", current);
    json.put("previous", previous);
    json.put("candidate", candidate);
    json.put("candidateVersion", candidateVersion);
    json.put("floor", floor);
    json.put("failed", failed);
    json.put("stopped", stopped);
    json.put("healthSeconds", healthSeconds);
    json.put("stableSeconds", stableSeconds);
    json.put("before", before);
    return JsonText.of(json);
  }
}
