/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** A good release and a good index. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  static final String SHA = "0123456789abcdef".repeat(4);

  private Samples() {}

  static ReleaseBundle bundle(String file, String name) {
    return new ReleaseBundle("30-meterway", file, name, "0.1.1", 1234, SHA);
  }

  static Release release() {
    return new Release(
        "0.1.1",
        7,
        NOW,
        NOW.plusSeconds(1000),
        "0.1.0",
        17,
        "what is \"new\": \u00e4, \n",
        List.of(bundle("a-0.1.1.jar", "org.meterway.a"), bundle("b.jar", "b")));
  }

  static RepositoryIndex index() {
    return new RepositoryIndex(
        3,
        NOW,
        NOW.plusSeconds(1000),
        List.of(
            new IndexEntry("0.1.1", 7, List.of("stable", "beta"), 100, SHA),
            new IndexEntry("0.1.2", 8, List.of("beta"), 100, SHA),
            new IndexEntry("0.1.3", 9, List.of(), 100, SHA)));
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
