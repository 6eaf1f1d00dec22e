/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.Arrays;
import java.util.List;

/**
 * The configuration of the transparent handler. Every value of it is a right one.
 *
 * @param enabled whether the handler is registered
 * @param links the links that it serves; empty for all
 */
record TransparentOptions(boolean enabled, List<String> links) {
  TransparentOptions {
    links = List.copyOf(links);
  }

  static TransparentOptions of(TransparentConfig config) {
    List<String> links =
        config.links() == null
            ? List.of()
            : Arrays.stream(config.links())
                .map(String::strip)
                .filter(link -> !link.isEmpty())
                .distinct()
                .toList();
    return new TransparentOptions(config.enabled(), links);
  }
}
