/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.util.List;
import org.meterway.itests.fuzz.AnyJson;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Whatever mmcli prints is fields, or refused in words; and what is read is a finding. */
class JsonFieldsFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) {
    String text =
        AnyJson.of(
            new Choices(input),
            List.of("modem", "generic", "3gpp", "state", "signal-quality", "value"),
            List.of("\"home\"", "\"--\"", "\"62\"", "{}"));
    try {
      ManagerDriver.read(JsonFields.of(text), "");
    } catch (IllegalArgumentException e) {
      // Refused in words.
    }
  }
}
