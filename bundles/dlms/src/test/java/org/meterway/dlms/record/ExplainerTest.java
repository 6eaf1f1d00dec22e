/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.dlms.RealTelegrams;

class ExplainerTest {
  private static final Path RECORDED = Path.of("src/test/resources/org/meterway/dlms/vectors");

  static Stream<Path> recordings() throws IOException {
    return files(RECORDED, ".hex");
  }

  static Stream<Path> pushes() throws IOException {
    return files(RealTelegrams.required(), ".json");
  }

  static boolean areRealTelegramsThere() {
    return RealTelegrams.folder().isPresent();
  }

  private static Stream<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void eachFrameOfARecordingIsExplainedAndDeciphered(Path file) throws Exception {
    List<String> lines = Files.readAllLines(file);

    List<Map<String, Object>> trees = explain(lines);

    List<String> plain = new ArrayList<>();
    trees.forEach(tree -> collectPlain(tree, plain));
    List<String> expected =
        lines.stream()
            .filter(line -> line.startsWith("#   plain "))
            .map(ExplainerTest::sc)
            .toList();
    // A release response whose lengths are wrong is deciphered here; the recording has it as it is.
    assertEquals(expected, plain.subList(0, expected.size()));
    assertTrue(plain.size() <= expected.size() + 1, plain::toString);
    for (Map<String, Object> tree : trees) {
      assertFalse(isWrong(tree, file), () -> JsonTree.write(tree));
    }
  }

  /** What the recorded peers themselves did wrong. */
  private static boolean isWrong(Map<String, Object> tree, Path file) {
    return JsonTree.write(tree).contains("\"error\":")
        && !file.getFileName().toString().contains("exception")
        && !JsonTree.write(tree).contains("\"error\":\"object-")
        && !JsonTree.write(tree).contains("\"error\":\"read-write-denied")
        && !JsonTree.write(tree).contains("\"error\":\"other-reason");
  }

  @ParameterizedTest
  @EnabledIf("areRealTelegramsThere")
  @MethodSource("pushes")
  void aPushIsDecodedAsTheFileBesideItSays(Path expected) throws Exception {
    Path recorded = Path.of(expected.toString().replace(".json", ".hex"));

    List<Map<String, Object>> trees = explain(Files.readAllLines(recorded));

    Object notification = trees.get(trees.size() - 1).get("notification");
    assertEquals(compact(Files.readString(expected)), JsonTree.write(notification));
  }

  @Test
  void aBrokenFrameIsNamed() throws Exception {
    List<Map<String, Object>> trees = explain(List.of("< 7EA0070321930F027E"));

    assertEquals(
        "{\"line\":1,\"direction\":\"<\",\"framing\":\"hdlc\","
            + "\"error\":\"an HDLC frame whose frame check sequence (FCS) is wrong\",\"bytes\":\"7EA0070321930F027E\"}",
        JsonTree.write(trees.get(0)));
  }

  @Test
  void withoutKeysACipheredApduIsTold() throws Exception {
    List<Map<String, Object>> trees =
        explain(
            List.of(
                "# client-title=4D4D4D0000BC614E", "> C8122001234567411312FF935A47566827C467BC"));

    assertEquals("glo-get-request", trees.get(0).get("apdu"));
    assertTrue(trees.get(0).get("error").toString().contains("key"), trees.get(0)::toString);
  }

  private static List<Map<String, Object>> explain(List<String> lines) throws RecordingException {
    List<Map<String, Object>> trees = new ArrayList<>();
    try (RecordedKeys keys = new RecordedKeys()) {
      Recording recording = Recording.parse(lines, keys);
      try (Explainer explainer = new Explainer(keys)) {
        recording.frames().forEach(frame -> trees.addAll(explainer.explain(frame)));
      }
    }
    return trees;
  }

  /** "plain SC=30 IC=1 …" as protection and counter. */
  private static String sc(String line) {
    String[] words = line.substring(4).split(" ");
    int control = HexFormat.fromHexDigits(words[1].substring(3));
    String protection =
        switch (control & 0x30) {
          case 0x10 -> "authentication";
          case 0x20 -> "encryption";
          default -> "authenticated-encryption";
        };
    return protection + " " + Long.parseLong(words[2].substring(3));
  }

  private static void collectPlain(Object node, List<String> found) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("security") instanceof Map<?, ?> security) {
        found.add(security.get("protection") + " " + security.get("invocation-counter"));
      }
      map.values().forEach(value -> collectPlain(value, found));
    } else if (node instanceof List<?> list) {
      list.forEach(value -> collectPlain(value, found));
    }
  }

  private static String compact(String json) {
    StringBuilder out = new StringBuilder();
    boolean isText = false;
    for (int i = 0; i < json.length(); i++) {
      char character = json.charAt(i);
      if (character == '"' && json.charAt(i - 1) != '\\') {
        isText = !isText;
      }
      if (isText || !Character.isWhitespace(character)) {
        out.append(character);
      }
    }
    return out.toString();
  }
}
