/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One bundle of a release.
 *
 * @param folder start level and feature, as {@code 30-meterway}
 * @param file name of the jar in the folder
 * @param name symbolic name
 * @param version the bundle's version
 * @param size length of the jar in bytes
 * @param sha256 its checksum in lower-case hex digits
 */
public record ReleaseBundle(
    String folder, String file, String name, String version, long size, String sha256) {
  /** The largest jar. */
  public static final long LARGEST = 64L << 20;

  static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  static final Pattern VERSION =
      Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}(\\.[0-9]{1,9}([.-][A-Za-z0-9_-]{1,40})?)?)?");
  private static final Pattern FOLDER = Pattern.compile("[0-9]{2}-[a-z][a-z0-9-]{0,30}");
  private static final Pattern FILE =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_+-]|\\.(?!\\.)){0,120}\\.jar");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){0,20}");

  static ReleaseBundle of(Members members) throws ReleaseException {
    return new ReleaseBundle(
        members.text("folder", FOLDER, "a folder like 30-meterway"),
        members.text("file", FILE, "a file name like org.meterway.tcp-0.1.0.jar"),
        members.text("name", NAME, "a symbolic name"),
        members.text("version", VERSION, "a version"),
        members.number("size", 1, LARGEST),
        members.text("sha256", SHA256, "a SHA-256 checksum"));
  }

  /** Whether names are such that a release may have them. */
  public static boolean areNames(String folder, String file) {
    return FOLDER.matcher(folder).matches() && FILE.matcher(file).matches();
  }

  /** Folder and file. */
  public String path() {
    return folder + "/" + file;
  }

  /** Where a repository has the jar: under its checksum, so that releases share what is equal. */
  public String repositoryPath() {
    return "bundles/" + sha256 + ".jar";
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("folder", folder);
    json.put("file", file);
    json.put("name", name);
    json.put("version", version);
    json.put("size", size);
    json.put("sha256", sha256);
    return json;
  }
}
