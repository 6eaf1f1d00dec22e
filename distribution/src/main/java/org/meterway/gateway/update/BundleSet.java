/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.update;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.meterway.update.release.JsonText;
import org.meterway.update.release.Members;
import org.meterway.update.release.Release;
import org.meterway.update.release.ReleaseException;

/**
 * The bundles of one release on this gateway. Immutable, as its file is.
 *
 * @param sequence the release's number
 * @param version its version
 * @param base version of the distribution that it was made beside
 * @param bundles all bundles
 */
public record BundleSet(long sequence, String version, String base, List<SetBundle> bundles) {
  private static final int MOST_BUNDLES = 300;
  private static final Pattern TEXT = Pattern.compile(".{0,100}");

  /** Copies the list. */
  public BundleSet {
    bundles = List.copyOf(bundles);
  }

  static BundleSet parse(byte[] octets) throws ReleaseException {
    Members members = Members.of("set", octets);
    List<SetBundle> bundles = new ArrayList<>();
    for (Members bundle : members.objects("bundles", MOST_BUNDLES)) {
      bundles.add(SetBundle.of(bundle));
    }
    return new BundleSet(
        members.number("sequence", 1, Release.LAST_SEQUENCE),
        members.text("version", TEXT, "a version"),
        members.text("base", TEXT, "a version"),
        bundles);
  }

  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sequence", sequence);
    json.put("version", version);
    json.put("base", base);
    json.put("bundles", bundles.stream().map(SetBundle::toJson).toList());
    return JsonText.of(json);
  }
}
