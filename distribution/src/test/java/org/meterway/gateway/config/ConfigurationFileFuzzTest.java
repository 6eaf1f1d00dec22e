/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.itests.fuzz.AnyJson;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;
import org.meterway.itests.fuzz.Told;

/** Configuration files of any text: in force as they read, or refused with each place in words. */
class ConfigurationFileFuzzTest extends FuzzTarget {
  private static final String NAME = "gateway.json";
  private static final Pattern PLACE = Pattern.compile(NAME + ":(\\d+):.+");

  private static final List<String> KEYS =
      List.of(
          "org.meterway.test.Port~meter1",
          "org.meterway.test.Port~a",
          "org.meterway.test.Port",
          "org.meterway.test.Link~meter1",
          "org.meterway.test.Handler",
          "com.example.Thing",
          "org.meterway.test.Prot~a",
          "~",
          ":configurator:resource-version",
          "device",
          "baudRate",
          "baudRate:Integer",
          "parity",
          "rs485",
          "limits",
          "limits:Long[]",
          "share",
          "MeterPort.target",
          "enabled",
          "kura.service.pid",
          "service.ranking:Integer",
          "port:Foo",
          ":configurator:policy");

  private static final List<String> VALUES =
      List.of(
          "\"/dev/ttyUSB0\"",
          "9600",
          "49",
          "1",
          "1.0",
          "1e1",
          "1.5",
          "\"NONE\"",
          "\"ODD\"",
          "true",
          "[1,2]",
          "[]",
          "[null]",
          "[[1]]",
          "\"(kura.service.pid=meter1)\"",
          "\"(a=*)(\"",
          "{\"device\":\"x\"}",
          "{\"enabled\":false}",
          "{\"device\":\"x\",\"baudRate\":9600}",
          "{}",
          "{\"MeterPort.target\":\"(kura.service.pid=meter9)\"}",
          "{\"device\":\"x\",\"x\":{}}");

  @TempDir private static Path folder;
  private static Catalogue catalogue;

  @BeforeAll
  static void givenBundlesWithMetatype() throws IOException {
    catalogue = Catalogue.read(List.of(Jars.bundles(folder)));
  }

  @Override
  protected int weight() {
    return 4;
  }

  @Override
  protected void check(byte[] input) {
    String text = AnyJson.of(new Choices(input), KEYS, VALUES);
    String blank = Comments.blank(text);
    assertEquals(text.length(), blank.length());
    assertEquals(blank, Comments.blank(blank), "a comment is left");
    List<String> problems = problems(text);
    assertEquals(problems, problems(blank), "a comment was read");
    long lines = 1 + text.chars().filter(c -> c == '\n' || c == '\r').count();
    for (String problem : problems) {
      Told.assertPlain(problem);
      Matcher place = PLACE.matcher(problem);
      assertTrue(place.matches(), problem);
      long line = Long.parseLong(place.group(1));
      assertTrue(line >= 1 && line <= lines, problem);
    }
  }

  /** What is wrong; nothing if it comes into force. */
  private static List<String> problems(String text) {
    try {
      GatewayConfiguration configuration = GatewayConfiguration.parse(NAME, text, catalogue);
      configuration.warnings().forEach(Told::assertPlain);
      readsAgain(configuration);
      return List.of();
    } catch (InvalidFileException e) {
      assertFalse(e.problems().isEmpty());
      return e.problems();
    }
  }

  private static void readsAgain(GatewayConfiguration configuration) throws InvalidFileException {
    String written = configuration.toConfigurator().toString();
    GatewayConfiguration again = GatewayConfiguration.parse(NAME, written, catalogue);
    assertEquals(written, again.toConfigurator().toString());
    assertEquals(configuration.warnings().size(), again.warnings().size());
  }

  @Override
  protected List<String> words() {
    List<String> words = new ArrayList<>(VALUES);
    KEYS.forEach(key -> words.add("\"" + key + "\":"));
    words.addAll(List.of("{", "}", ",", "//", "/*", "*/", "\n", "\"", "\\"));
    return words;
  }
}
