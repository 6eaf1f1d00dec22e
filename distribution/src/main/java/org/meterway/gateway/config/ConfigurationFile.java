/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration file as it stands there, with the lines on which things stand.
 *
 * @param name what messages call it
 * @param definitions its configurations, in order
 */
record ConfigurationFile(String name, List<Definition> definitions) {
  /** Keys that speak to the OSGi Configurator itself begin with this. */
  static final String CONFIGURATOR_KEY = ":configurator:";

  /** One configuration: a PID, for a factory with {@code ~} and the instance's name. */
  record Definition(String pid, int line, List<Property> properties) {
    /** The PID without the instance's name. */
    String type() {
      int tilde = pid.indexOf('~');
      return tilde < 0 ? pid : pid.substring(0, tilde);
    }

    boolean isInstance() {
      return pid.indexOf('~') >= 0;
    }

    /** The part behind {@code ~}; empty without one. */
    String instance() {
      return isInstance() ? pid.substring(pid.indexOf('~') + 1) : "";
    }
  }

  /** One property. */
  record Property(String key, int line, JsonValue value) {
    /** The key without a type such as {@code :Integer}. */
    String id() {
      int colon = key.indexOf(':', 1);
      return colon < 0 || key.startsWith(":") ? key : key.substring(0, colon);
    }

    /** The value as a text. */
    String text() {
      return value instanceof JsonString string ? string.getString() : value.toString();
    }
  }

  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());

  private static final Pattern PARSSON_MESSAGE =
      Pattern.compile("Invalid token=(\\w+) at .*Expected tokens are: \\[(.*)]", Pattern.DOTALL);

  private static final Pattern PARSSON_CHARACTER = Pattern.compile("Unexpected char (\\d+)");

  /** Reads the JSON; comments are allowed. */
  static ConfigurationFile parse(String name, String json) throws InvalidFileException {
    String content = Comments.blank(json).stripTrailing();
    Optional<JsonLimits.Excess> excess = JsonLimits.exceededBy(content);
    if (excess.isPresent()) {
      String place = place(content, excess.get().at());
      throw new InvalidFileException(List.of(name + ":" + place + ": " + excess.get().words()));
    }
    List<String> problems = new ArrayList<>();
    List<Definition> definitions = new ArrayList<>();
    try (JsonParser parser = PARSERS.createParser(new StringReader(content))) {
      if (parser.next() != Event.START_OBJECT) {
        problems.add(
            at(name, line(parser)) + "expected an object { … } with a configuration for each PID");
      } else {
        while (problems.isEmpty() && parser.next() == Event.KEY_NAME) {
          readEntry(name, parser, definitions, problems);
        }
        // Whatever follows the closing brace is reported by the parser.
        parser.hasNext();
      }
    } catch (JsonParsingException e) {
      problems.add(name + ":" + place(content, e) + ": not valid JSON: " + inWords(e.getMessage()));
    }
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
    return new ConfigurationFile(name, List.copyOf(definitions));
  }

  private static void readEntry(
      String name, JsonParser parser, List<Definition> definitions, List<String> problems) {
    String pid = parser.getString();
    int line = line(parser);
    Event event = parser.next();
    if (pid.startsWith(CONFIGURATOR_KEY)) {
      parser.getValue();
    } else if (event == Event.START_OBJECT) {
      definitions.add(new Definition(pid, line, readProperties(parser)));
    } else {
      problems.add(at(name, line) + pid + ": expected an object { … } with its properties");
    }
  }

  private static List<Property> readProperties(JsonParser parser) {
    List<Property> properties = new ArrayList<>();
    while (parser.next() == Event.KEY_NAME) {
      String key = parser.getString();
      int line = line(parser);
      parser.next();
      properties.add(new Property(key, line, parser.getValue()));
    }
    return List.copyOf(properties);
  }

  private static int line(JsonParser parser) {
    return (int) parser.getLocation().getLineNumber();
  }

  /** The place with which a message begins. */
  static String at(String name, int line) {
    return name + ":" + line + ": ";
  }

  /** Line and column; at the end of the text the parser's column is of no use. */
  private static String place(String content, JsonParsingException e) {
    return isEndOfFile(e.getMessage())
        ? place(content, content.length())
        : e.getLocation().getLineNumber() + ":" + e.getLocation().getColumnNumber();
  }

  private static String place(String content, int index) {
    String before = content.substring(0, index);
    long lines = before.chars().filter(c -> c == '\n').count();
    return (lines + 1) + ":" + (before.length() - before.lastIndexOf('\n'));
  }

  private static boolean isEndOfFile(String message) {
    return message.startsWith("Invalid token=EOF") || message.startsWith("Unexpected char -1");
  }

  private static String inWords(String message) {
    if (message.startsWith("Unexpected char -1")) {
      return "unexpected end of file";
    }
    Matcher matcher = PARSSON_MESSAGE.matcher(message);
    if (matcher.find()) {
      return "unexpected "
          + token(matcher.group(1))
          + ", expected "
          + String.join(
              " or ", List.of(matcher.group(2).split(", ")).stream().map(t -> token(t)).toList());
    }
    Matcher character = PARSSON_CHARACTER.matcher(message);
    if (character.find()) {
      return "unexpected character " + Character.toString(Integer.parseInt(character.group(1)));
    }
    return message.replaceAll(" (at|on) \\(line no=.*", "");
  }

  private static String token(String name) {
    return switch (name) {
      case "CURLYOPEN" -> "{";
      case "CURLYCLOSE" -> "}";
      case "SQUAREOPEN" -> "[";
      case "SQUARECLOSE" -> "]";
      case "COMMA" -> "comma";
      case "COLON" -> "colon";
      case "STRING" -> "text in quotes";
      case "NUMBER" -> "number";
      case "EOF" -> "end of file";
      default -> name.toLowerCase(Locale.ROOT);
    };
  }
}
