/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.update;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.meterway.update.release.Members;
import org.meterway.update.release.ReleaseException;

/**
 * A bundle of a set.
 *
 * @param folder start level and feature, as {@code 30-meterway}
 * @param file name of the jar
 * @param name symbolic name
 * @param sha256 checksum of the jar
 * @param size its length in bytes
 * @param fromHome whether it is the distribution's own jar, which is used in place
 */
public record SetBundle(
    String folder, String file, String name, String sha256, long size, boolean fromHome) {
  private static final Pattern ANY = Pattern.compile("[^/\\x00-\\x1f]+");

  static SetBundle of(Members members) throws ReleaseException {
    return new SetBundle(
        members.text("folder", ANY, "a folder"),
        members.text("file", ANY, "a file"),
        members.text("name", ANY, "a name"),
        members.text("sha256", Pattern.compile("[0-9a-f]{64}"), "a checksum"),
        members.number("size", 0, Long.MAX_VALUE),
        members.flag("fromHome"));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("folder", folder);
    json.put("file", file);
    json.put("name", name);
    json.put("sha256", sha256);
    json.put("size", size);
    json.put("fromHome", fromHome);
    return json;
  }
}
