/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import java.util.List;

/** Stretches that mean something in frames; each of their characters is one octet below 0x80. */
final class Words {
  static final List<String> OF_FRAMES =
      List.of("~", "~~", "}^", "}]", "} ", "\u0003\u0000!", "\u0000\u0001", "\u0000\"", "~~~~");

  private Words() {}
}
