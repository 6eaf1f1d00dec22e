/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests, good and hostile. */
class ReleaseTest {
  private static final String GOOD = Samples.release().toJson();

  private static ReleaseException refused(String manifest) {
    return assertThrows(
        ReleaseException.class, () -> Release.parse(Samples.octets(manifest)), manifest);
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    assertEquals(Samples.release(), Release.parse(Samples.octets(GOOD)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"meterway-release-1\"|\"meterway-release-2\"|format is not",
        "\"meterway-release-1\"|\"meterway-index-1\"|format is not",
        "\"product\": \"meterway\"|\"product\": \"other\"|product is not",
        "\"sequence\": 7|\"sequence\": 0|sequence is not a number from 1",
        "\"sequence\": 7|\"sequence\": \"7\"|sequence is not a number",
        "\"sequence\": 7|\"sequence\": 7.5|not whole",
        "\"sequence\": 7|\"sequence\": 1e9|not whole",
        "\"sequence\": 7|\"sequence\": 07|not whole",
        "\"sequence\": 7|\"sequence\": 99999999999999999999|too long",
        "\"sequence\": 7|\"sequence\": 7, \"sequence\": 8|\"sequence\" twice",
        "\"sequence\": 7|\"other\": 7|sequence is missing",
        "\"2026-03-01T00:00:00Z\"|\"yesterday\"|created is not a time",
        "\"java\": 17|\"java\": 8|java is not a number from 17",
        "30-meterway|../../etc|folder is not",
        "30-meterway|/30-meterway|folder is not",
        "30-meterway|30-meterway/x|folder is not",
        "a-0.1.1.jar|../a.jar|file is not",
        "a-0.1.1.jar|a..jar|file is not",
        "a-0.1.1.jar|a/b.jar|file is not",
        "a-0.1.1.jar|a\\\\b.jar|file is not",
        "a-0.1.1.jar|.jar|file is not",
        "a-0.1.1.jar|a.jar\\u0000.sh|file is not",
        "a-0.1.1.jar|B.jar|twice",
        "org.meterway.a|b|twice",
        "org.meterway.a|org meterway|name is not",
        "\"size\": 1234|\"size\": 0|size is not",
        "\"size\": 1234|\"size\": 67108865|size is not",
        "\"size\": 1234|\"size\": -1|size is not",
        "0123456789abcdef0123|0123456789ABCDEF0123|sha256 is not",
        "\"bundles\": [|\"bundles\": [7,|list of objects",
      })
  void whatIsWrongIsNamed(String good, String bad, String words) {
    assertTrue(GOOD.contains(good), good);
    String message =
        refused(GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad))).getMessage();
    assertTrue(message.contains(words), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}x",
        "{\"a\":null}",
        "{\"a\":tru}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\" 1}",
        "{\"a\":-}",
        "{} {}",
        "\ufeff{}"
      })
  void whatIsNoJsonIsRefused(String text) {
    refused(text);
  }

  @Test
  void whatIsDeepLongOrManyIsRefusedEarly() {
    refused("{\"a\":" + "[".repeat(100_000));
    refused("{\"a\":\"" + "x".repeat(5000) + "\"}");
    refused("{\"a\":[" + "1,".repeat(30_000) + "1]}");
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 301; i++) {
      many.append(i == 0 ? "" : ",").append("{}");
    }
    String message =
        refused(GOOD.replaceFirst("\"bundles\": \\[", "\"bundles\": [" + many + ",")).getMessage();
    assertTrue(message.contains("at most 300"), message);
  }

  @Test
  void octetsThatAreNoTextAreRefused() {
    assertThrows(
        ReleaseException.class, () -> Release.parse(new byte[] {'{', (byte) 0xC0, (byte) 0xAF}));
  }

  @Test
  void whatItNeedsAndItsTimeAreChecked() {
    Release release = Samples.release();
    assertDoesNotThrow(() -> release.checkFor("0.1.0", 17, Samples.NOW));
    assertDoesNotThrow(() -> release.checkFor("0.1.0.SNAPSHOT", 21, Samples.NOW));
    expect(Refusal.EXPIRED, () -> release.checkFor("0.1.0", 17, Samples.NOW.plusSeconds(1001)));
    expect(Refusal.INCOMPATIBLE, () -> release.checkFor("0.0.9", 17, Samples.NOW));
    expect(Refusal.INCOMPATIBLE, () -> release.checkFor("unknown", 17, Samples.NOW));
    expect(Refusal.INCOMPATIBLE, () -> release.checkFor("0.1.0", 16, Samples.NOW));
  }

  @Test
  void anIndexIsReadAndTellsTheNewestOfAChannel() throws Exception {
    RepositoryIndex index = RepositoryIndex.parse(Samples.octets(Samples.index().toJson()));
    assertEquals(Samples.index(), index);
    assertEquals(7, index.newest("stable").orElseThrow().sequence());
    assertEquals(8, index.newest("beta").orElseThrow().sequence());
    assertTrue(index.newest("other").isEmpty());
    assertEquals(9, index.release(9).orElseThrow().sequence());
  }

  @Test
  void anIndexThatIsOldExpiredOrDoubleIsRefused() {
    RepositoryIndex index = Samples.index();
    assertDoesNotThrow(() -> index.checkAt(Samples.NOW, 3));
    expect(Refusal.TOO_OLD, () -> index.checkAt(Samples.NOW, 4));
    expect(Refusal.EXPIRED, () -> index.checkAt(Samples.NOW.plusSeconds(1001), 3));
    String twice = index.toJson().replace("\"sequence\": 8", "\"sequence\": 7");
    expect(Refusal.MALFORMED, () -> RepositoryIndex.parse(Samples.octets(twice)));
    String manifest = GOOD;
    expect(Refusal.MALFORMED, () -> RepositoryIndex.parse(Samples.octets(manifest)));
  }

  private static void expect(Refusal refusal, Executable work) {
    assertEquals(refusal, assertThrows(ReleaseException.class, work).refusal());
  }
}
