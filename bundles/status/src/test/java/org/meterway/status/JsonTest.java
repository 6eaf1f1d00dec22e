/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @Test
  void membersOfEveryKindAreSeparatedAndNested() {
    String json =
        Json.object(
            "x",
            (it, value) ->
                it.member("text", value)
                    .member("number", -1)
                    .member("bool", true)
                    .numbers("numbers", Map.of("a", 1L))
                    .strings("none", Map.of())
                    .strings("list", List.of("a", "b"))
                    .array("objects", List.of(1, 2), (part, i) -> part.member("i", i))
                    .member("last", 0));

    assertEquals(
        "{\"text\":\"x\",\"number\":-1,\"bool\":true,\"numbers\":{\"a\":1},\"none\":{},"
            + "\"list\":[\"a\",\"b\"],\"objects\":[{\"i\":1},{\"i\":2}],\"last\":0}",
        json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a\"b\\c`            | `a\\\"b\\\\c`",
        "`</script>`          | `\\u003c/script>`",
        "`\u0001\u001f\n\r\t` | `\\u0001\\u001f\\n\\r\\t`",
        "`\u2028`             | `\\u2028`",
        "`Zähler ⚡ 😀`        | `Zähler ⚡ 😀`",
        "`\ud83dx`            | `\\ud83dx`",
        "`x\ude00`            | `x\\ude00`",
      })
  void hostileTextsStayTexts(String text, String written) {
    assertEquals(
        "{\"a\":\"" + written + "\"}", Json.object(text, (json, it) -> json.member("a", it)));
  }
}
