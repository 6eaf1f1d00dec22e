/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a repository offers, as {@code index.json} says. It is signed anew before it expires, so
 * that nobody can keep gateways from news by serving an old one for ever.
 *
 * @param sequence grows with each index; an older one is not taken
 * @param created when it was signed
 * @param expires from when on it is not taken
 * @param releases the releases
 */
public record RepositoryIndex(
    long sequence, Instant created, Instant expires, List<IndexEntry> releases) {
  /** Its name. */
  public static final String FILE = "index.json";

  /** The longest index in bytes. */
  public static final int LONGEST = 512 << 10;

  private static final String FORMAT = "meterway-index-1";
  private static final int MOST_RELEASES = 1000;

  /** Copies the list. */
  public RepositoryIndex {
    releases = List.copyOf(releases);
  }

  /**
   * Reads an index.
   *
   * @throws ReleaseException if it is not one
   */
  public static RepositoryIndex parse(byte[] index) throws ReleaseException {
    Members members = Members.of(FILE, index);
    members.text("format", Pattern.compile(FORMAT), "\"" + FORMAT + "\"");
    List<IndexEntry> releases = new ArrayList<>();
    for (Members release : members.objects("releases", MOST_RELEASES)) {
      IndexEntry entry = IndexEntry.of(release);
      if (releases.stream().anyMatch(other -> other.sequence() == entry.sequence())) {
        throw new ReleaseException(
            Refusal.MALFORMED, FILE + " has the sequence number " + entry.sequence() + " twice");
      }
      releases.add(entry);
    }
    return new RepositoryIndex(
        members.number("sequence", 1, Release.LAST_SEQUENCE),
        members.time("created"),
        members.time("expires"),
        releases);
  }

  /** Its text, the same for equal ones. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("sequence", sequence);
    json.put("created", created.toString());
    json.put("expires", expires.toString());
    json.put("releases", releases.stream().map(IndexEntry::toJson).toList());
    return JsonText.of(json);
  }

  /**
   * Whether it may be taken.
   *
   * @param seen the highest sequence number of those that were taken before
   * @throws ReleaseException if it has expired, or is older
   */
  public void checkAt(Instant now, long seen) throws ReleaseException {
    if (now.isAfter(expires)) {
      throw new ReleaseException(
          Refusal.EXPIRED,
          "the index has expired, on " + expires + "; the publisher must sign it anew");
    }
    if (sequence < seen) {
      throw new ReleaseException(
          Refusal.TOO_OLD,
          "the index is number " + sequence + ", and number " + seen + " was there before");
    }
  }

  /** The newest release of a channel. */
  public Optional<IndexEntry> newest(String channel) {
    return releases.stream()
        .filter(release -> release.channels().contains(channel))
        .max(Comparator.comparingLong(IndexEntry::sequence));
  }

  /** The release of a sequence number. */
  public Optional<IndexEntry> release(long wanted) {
    return releases.stream().filter(release -> release.sequence() == wanted).findFirst();
  }
}
