/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Configured parameters of any text: read as they are written, or refused in words. */
class ParameterEntryFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) {
    String text = new Choices(input).text();
    ParameterEntry entry;
    try {
      entry = ParameterEntry.parse(text);
    } catch (IllegalArgumentException e) {
      assertFalse(e.getMessage().isBlank());
      return;
    }
    String written = "0x%04x=%s".formatted(entry.parameter(), entry.value().toString());
    if (entry.value().type().isNumber() || !entry.value().type().dlmsName().contains("visible")) {
      assertEquals(entry, ParameterEntry.parse(written));
    }
  }

  @Override
  protected List<String> words() {
    return List.of(
        "0x2801",
        "=",
        ":",
        "octet-string",
        "visible-string",
        "unsigned",
        "long-unsigned",
        "double-long-unsigned",
        "date-time",
        "313233",
        " ",
        "-1",
        "65536",
        "4294967295",
        "07e80b17010a1e00ff800000");
  }
}
