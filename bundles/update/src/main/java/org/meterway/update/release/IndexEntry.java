/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A release in an index.
 *
 * @param version its version
 * @param sequence its sequence number
 * @param channels who is to have it
 * @param size length of its manifest in bytes
 * @param sha256 checksum of its manifest
 */
public record IndexEntry(
    String version, long sequence, List<String> channels, long size, String sha256) {
  /** How a channel is called. */
  public static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9-]{0,30}");

  private static final int MOST_CHANNELS = 20;

  /** Copies the list. */
  public IndexEntry {
    channels = List.copyOf(channels);
  }

  static IndexEntry of(Members members) throws ReleaseException {
    return new IndexEntry(
        Release.version(members, "version"),
        members.number("sequence", 1, Release.LAST_SEQUENCE),
        members.texts("channels", MOST_CHANNELS, CHANNEL),
        members.number("size", 1, Release.LONGEST),
        members.text("sha256", ReleaseBundle.SHA256, "a SHA-256 checksum"));
  }

  /** The same for other channels. */
  public IndexEntry withChannels(List<String> others) {
    return new IndexEntry(version, sequence, others, size, sha256);
  }

  /** Where a repository has its manifest. */
  public String manifestPath() {
    return manifestPath(sequence);
  }

  /** Where a repository has the manifest of a release. */
  public static String manifestPath(long sequence) {
    return "releases/" + sequence + "/" + Release.FILE;
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", version);
    json.put("sequence", sequence);
    json.put("channels", channels);
    json.put("size", size);
    json.put("sha256", sha256);
    return json;
  }

  @Override
  public String toString() {
    return "release " + version + " (" + sequence + ")";
  }
}
