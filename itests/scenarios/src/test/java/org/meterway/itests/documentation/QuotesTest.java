/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the troubleshooting page quotes of the log is what the bundles say. */
class QuotesTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("meterway.checkout"));

  /** A quote ends with its line or its code span. */
  private static final Pattern QUOTE = Pattern.compile("(?:ERROR|WARN|INFO) … ([^`\n]+)");

  private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
  private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

  /** Where values are put in. */
  private static final Pattern VALUE = Pattern.compile("\\{}|%[-0-9]*[a-zA-Z]");

  /** Fewer fixed characters prove nothing, nor do single words. */
  private static final int TELLING = 11;

  private static final Pattern WORDS = Pattern.compile("[a-z] [a-z{%]");

  @Test
  void everyQuotedLineIsWritten() throws IOException {
    List<Pattern> sentences = sentences();
    List<String> quotes = quotes(Files.readString(CHECKOUT.resolve("docs/troubleshooting.md")));
    assertFalse(quotes.isEmpty(), "nothing is quoted");
    assertEquals(
        List.of(),
        quotes.stream()
            .filter(quote -> sentences.stream().noneMatch(words -> words.matcher(quote).find()))
            .toList());
  }

  @Test
  void quotesAreFoundInBlocksAndSpans() {
    assertEquals(
        List.of("Port p is gone: x", "Link l stands: 3"),
        quotes("```\nWARN … Port p is gone: x\n```\n| `ERROR … Link l stands: 3` | why |\n"));
  }

  @Test
  void aSentenceStandsForItsValues() {
    List<Pattern> sentences =
        sentences(
                "log(\"{}: the queue is\" +\n \" full; so far {}\", \"short\", \"%s is in %04x\")")
            .toList();
    assertEquals(1, sentences.size());
    assertTrue(sentences.get(0).matcher("hes: the queue is full; so far 3").find());
    assertFalse(sentences.get(0).matcher("hes: the queue is empty; so far 3").find());
  }

  private static List<String> quotes(String page) {
    return QUOTE.matcher(page).results().map(quote -> quote.group(1).strip()).toList();
  }

  private static List<Pattern> sentences() throws IOException {
    List<Pattern> all = new ArrayList<>();
    for (String folder : List.of("bundles", "distribution")) {
      try (Stream<Path> files = Files.walk(CHECKOUT.resolve(folder))) {
        for (Path file : files.filter(QuotesTest::isSource).toList()) {
          sentences(Files.readString(file)).forEach(all::add);
        }
      }
    }
    return all;
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && file.toString().contains("src/main/java");
  }

  /** What a source says, with any values put in. */
  private static Stream<Pattern> sentences(String source) {
    return LITERAL
        .matcher(JOINT.matcher(source).replaceAll(""))
        .results()
        .map(literal -> literal.group(1).replace("\\\"", "\""))
        .filter(text -> VALUE.matcher(text).replaceAll("").length() >= TELLING)
        .filter(text -> WORDS.matcher(text).find())
        .map(
            text ->
                Arrays.stream(VALUE.split(text, -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".+")))
        .map(Pattern::compile);
  }
}
