/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.framework.Version;

/**
 * A release: all bundles of a gateway, as {@code manifest.json} names them.
 *
 * @param version for people, and compared with that of the installed distribution
 * @param sequence grows with each release; what is not larger than what is installed is too old
 * @param created when it was published
 * @param expires from when on nobody takes it any more
 * @param launcher the oldest distribution that can run it
 * @param java the oldest Java that can run it
 * @param notes what is new, for people
 * @param bundles all bundles
 */
public record Release(
    String version,
    long sequence,
    Instant created,
    Instant expires,
    String launcher,
    int java,
    String notes,
    List<ReleaseBundle> bundles) {
  /** The name of a release's file. */
  public static final String FILE = "manifest.json";

  /** What is added to a file's name for that of its signature. */
  public static final String SIGNATURE = ".sig";

  /** The longest manifest in bytes. */
  public static final int LONGEST = 512 << 10;

  /** The largest sequence number. */
  public static final long LAST_SEQUENCE = 999_999_999_999L;

  private static final String FORMAT = "meterway-release-1";
  private static final String PRODUCT = "meterway";
  private static final int MOST_BUNDLES = 300;
  private static final long MOST_BYTES = 512L << 20;

  /** Copies the list. */
  public Release {
    bundles = List.copyOf(bundles);
  }

  /**
   * Reads a manifest.
   *
   * @throws ReleaseException if it is not one, or says anything that cannot be
   */
  public static Release parse(byte[] manifest) throws ReleaseException {
    Members members = Members.of(FILE, manifest);
    members.text("format", Pattern.compile(FORMAT), "\"" + FORMAT + "\"");
    members.text("product", Pattern.compile(PRODUCT), "\"" + PRODUCT + "\"");
    Members requires = members.object("requires");
    List<ReleaseBundle> bundles = new ArrayList<>();
    for (Members bundle : members.objects("bundles", MOST_BUNDLES)) {
      bundles.add(ReleaseBundle.of(bundle));
    }
    check(bundles);
    return new Release(
        version(members, "version"),
        members.number("sequence", 1, LAST_SEQUENCE),
        members.time("created"),
        members.time("expires"),
        version(requires, "launcher"),
        (int) requires.number("java", 17, 999),
        members.optionalText("notes"),
        bundles);
  }

  static String version(Members members, String name) throws ReleaseException {
    return members.text(name, ReleaseBundle.VERSION, "a version as 1.2.3");
  }

  private static void check(List<ReleaseBundle> bundles) throws ReleaseException {
    if (bundles.isEmpty()) {
      throw new ReleaseException(Refusal.MALFORMED, FILE + " has no bundles");
    }
    Set<String> seen = new HashSet<>();
    long bytes = 0;
    for (ReleaseBundle bundle : bundles) {
      bytes += bundle.size();
      if (!seen.add(bundle.name()) || !seen.add("/" + bundle.file().toLowerCase(Locale.ROOT))) {
        throw new ReleaseException(
            Refusal.MALFORMED, FILE + " has " + bundle.path() + " or its symbolic name twice");
      }
    }
    if (bytes > MOST_BYTES) {
      throw new ReleaseException(
          Refusal.TOO_LARGE, FILE + " has bundles of more than " + (MOST_BYTES >> 20) + " MiB");
    }
  }

  /** The manifest's text, the same for equal releases. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("product", PRODUCT);
    json.put("version", version);
    json.put("sequence", sequence);
    json.put("created", created.toString());
    json.put("expires", expires.toString());
    json.put("requires", requirements());
    json.put("notes", notes);
    json.put("bundles", bundles.stream().map(ReleaseBundle::toJson).toList());
    return JsonText.of(json);
  }

  private Map<String, Object> requirements() {
    Map<String, Object> requires = new LinkedHashMap<>();
    requires.put("launcher", launcher);
    requires.put("java", java);
    return requires;
  }

  /**
   * Whether this gateway can run it now.
   *
   * @throws ReleaseException if it has expired, or the distribution or its Java is too old
   */
  public void checkFor(String launcherVersion, int javaVersion, Instant now)
      throws ReleaseException {
    if (now.isAfter(expires)) {
      throw new ReleaseException(Refusal.EXPIRED, this + " has expired, on " + expires);
    }
    if (ordered(launcherVersion).compareTo(ordered(launcher)) < 0) {
      throw new ReleaseException(
          Refusal.INCOMPATIBLE,
          this
              + " needs distribution "
              + launcher
              + " or newer, this is "
              + launcherVersion
              + "; install the newer distribution");
    }
    if (javaVersion < java) {
      throw new ReleaseException(
          Refusal.INCOMPATIBLE, this + " needs Java " + java + ", this is " + javaVersion);
    }
  }

  /** A version that can be compared; one of another form is before all others. */
  public static Version ordered(String version) {
    try {
      return Version.parseVersion(version.replaceFirst("-", "."));
    } catch (IllegalArgumentException e) {
      return Version.emptyVersion;
    }
  }

  /** For people: version and sequence number. */
  @Override
  public String toString() {
    return "release " + version + " (" + sequence + ")";
  }
}
