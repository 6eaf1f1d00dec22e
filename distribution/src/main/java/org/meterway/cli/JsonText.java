/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.meterway.gateway.config.JsonLimits;

/** JSON objects from text. Thread-safe. */
final class JsonText {
  private final JsonParserFactory parsers = Json.createParserFactory(Map.of());

  /** Not a JSON object; says where and why. */
  static final class JsonSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Pattern TOKEN =
        Pattern.compile("Invalid token=(\\w+).*Expected tokens are: \\[(.*)]");
    private static final Pattern CHARACTER = Pattern.compile("Unexpected char (-?\\d+)");

    private final long line;
    private final long column;

    JsonSyntaxException(JsonParsingException cause, String text) {
      super(reason(cause), cause);
      if (isAtEnd(cause)) {
        // The library's place is that of its buffer's end.
        line = lineOf(text, text.length());
        column = columnOf(text, text.length());
      } else {
        line = cause.getLocation().getLineNumber();
        column = cause.getLocation().getColumnNumber();
      }
    }

    JsonSyntaxException(JsonLimits.Excess excess, String text) {
      super(excess.words());
      line = lineOf(text, excess.at());
      column = columnOf(text, excess.at());
    }

    private static long lineOf(String text, int at) {
      return 1 + text.chars().limit(at).filter(c -> c == '\n').count();
    }

    private static long columnOf(String text, int at) {
      return at - text.lastIndexOf('\n', at - 1);
    }

    /** From 1. */
    long line() {
      return line;
    }

    /** From 1. */
    long column() {
      return column;
    }

    private static boolean isAtEnd(JsonParsingException cause) {
      String words = String.valueOf(cause.getMessage());
      return words.contains("Invalid token=EOF") || words.contains("Unexpected char -1");
    }

    /** The library's words without the place, which it says in its own way. */
    private static String reason(JsonParsingException cause) {
      String words = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
      Matcher token = TOKEN.matcher(words);
      if (token.find()) {
        String[] expected = token.group(2).split(", ");
        return "found "
            + name(token.group(1))
            + ", expected "
            + (expected.length > 3
                ? "a value"
                : Arrays.stream(expected)
                    .map(JsonSyntaxException::name)
                    .collect(Collectors.joining(" or ")));
      }
      if (words.startsWith("Expected EOF token")) {
        return "more text behind the JSON object";
      }
      Matcher character = CHARACTER.matcher(words);
      if (character.find()) {
        int code = Integer.parseInt(character.group(1));
        return code < 0
            ? "the text ends too early"
            : "unexpected '" + Character.toString(code) + "'";
      }
      return words.replaceFirst(" ?(at|on)? ?\\(line.*?\\)", "");
    }

    private static String name(String token) {
      return switch (token) {
        case "COLON" -> "':'";
        case "COMMA" -> "','";
        case "CURLYOPEN" -> "'{'";
        case "CURLYCLOSE" -> "'}'";
        case "SQUAREOPEN" -> "'['";
        case "SQUARECLOSE" -> "']'";
        case "EOF" -> "the end of the text";
        default -> "a " + token.toLowerCase(Locale.ROOT);
      };
    }
  }

  /** The object that the text is. */
  JsonObject object(String text) throws JsonSyntaxException, JsonInputException {
    Optional<JsonLimits.Excess> excess = JsonLimits.exceededBy(text);
    if (excess.isPresent()) {
      throw new JsonSyntaxException(excess.get(), text);
    }
    try (JsonParser parser = parsers.createParser(new StringReader(text))) {
      if (!parser.hasNext() || parser.next() != JsonParser.Event.START_OBJECT) {
        throw new JsonInputException("expected a JSON object, such as {\"...\":\"...\"}");
      }
      JsonObject object = parser.getObject();
      if (parser.hasNext()) {
        throw new JsonInputException("more text behind the JSON object");
      }
      return object;
    } catch (JsonParsingException e) {
      throw new JsonSyntaxException(e, text);
    }
  }
}
