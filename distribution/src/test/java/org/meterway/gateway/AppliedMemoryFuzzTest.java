/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.meterway.itests.fuzz.FuzzTarget;

/** The gateway's memory of what it applied last, damaged in any way: read, or known as damaged. */
class AppliedMemoryFuzzTest extends FuzzTarget {
  @Override
  protected void check(byte[] input) {
    Optional<JsonObject> remembered = ConfigurationApplier.parsed(input);

    if (remembered.isPresent()) {
      byte[] written = remembered.get().toString().getBytes(StandardCharsets.UTF_8);
      assertEquals(remembered, ConfigurationApplier.parsed(written));
    }
  }

  @Override
  protected List<String> words() {
    return List.of("{", "}", "[", "null", "\"one\":", "\"two~x\":", "\"three\":", "{\"a\":1}", ",");
  }
}
