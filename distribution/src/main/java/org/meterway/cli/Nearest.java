/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.util.Collection;
import org.meterway.gateway.config.NearestName;

/** The known name that a mistyped one probably means. */
final class Nearest {
  private Nearest() {}

  /** Such as {@code ; did you mean 'decode'?}, or nothing where no name is near. */
  static String suggestion(String mistyped, Collection<String> known) {
    return NearestName.among(known, mistyped)
        .map(name -> "; did you mean '" + name + "'?")
        .orElse("");
  }
}
