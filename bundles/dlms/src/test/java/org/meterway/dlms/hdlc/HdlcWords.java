/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.hdlc;

import java.util.List;

/** What makes inputs by chance more telling: beginnings that bytes of UTF-8 can say. */
final class HdlcWords {
  static final List<String> FRAMES = List.of("~", "~~", "\u0003!", "\u0007", "\u0000\u0002");

  private HdlcWords() {}
}
