/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void membersKeepTheirOrderAndNullsAreLeftOut() {
    assertEquals(
        "{\"b\":1,\"a\":[true,\"x\"]}",
        Json.of(Json.object("b", 1, "none", null, "a", List.of(true, "x"))));
  }

  @Test
  void whatWouldEndATextIsEscaped() {
    assertEquals("\"a\\\"b\\\\c\\u000a\\u007f\"", Json.of("a\"b\\c\n\u007f"));
  }
}
