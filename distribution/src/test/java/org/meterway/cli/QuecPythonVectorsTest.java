/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.meterway.api.message.DataType;

/** The frames that the QuecPython reference made or parsed, through the command line. */
class QuecPythonVectorsTest {
  /** The codec's own test data. */
  private static final Path VECTORS =
      Path.of("../bundles/rfc1662/src/test/resources/org/meterway/rfc1662/quecpython-frames.json");

  @TestFactory
  Stream<DynamicTest> eachVector() throws Exception {
    JsonArray vectors;
    try (Reader text = Files.newBufferedReader(VECTORS);
        JsonReader reader = Json.createReader(text)) {
      vectors = reader.readArray();
    }
    return vectors.stream()
        .map(vector -> vector.asJsonObject())
        .map(vector -> dynamicTest(vector.getString("op"), () -> check(vector)));
  }

  private static void check(JsonObject vector) {
    String op = vector.getString("op");
    if (op.startsWith("parse_")) {
      parse(vector);
    } else {
      String line = (op.startsWith("build_") ? built(vector) : reply(vector)).build().toString();
      assertEquals(vector.getString("frame") + "\n", Run.of(line, "encode").good(), line);
    }
  }

  private static JsonObjectBuilder built(JsonObject vector) {
    JsonObjectBuilder line = Json.createObjectBuilder();
    switch (vector.getString("op")) {
      case "build_0x2100" ->
          line.add("protocol", "0x2100").add("payload", vector.getString("payload"));
      case "build_0x2200_get" -> line.add("protocol", "0x2200").add("command", "GET");
      case "build_0x2200_set" ->
          line.add("protocol", "0x2200")
              .add("command", "SET")
              .add("data", vector.getString("data"));
      default -> throw new AssertionError(vector);
    }
    if (vector.containsKey("param")) {
      line.add("parameter", "0x%04x".formatted(vector.getInt("param")));
    }
    return line;
  }

  private static JsonObjectBuilder reply(JsonObject vector) {
    JsonObjectBuilder line = Json.createObjectBuilder().add("request", vector.getString("request"));
    switch (vector.getString("op")) {
      case "reply_get" -> {
        DataType type = DataType.of(vector.getInt("type")).orElseThrow();
        line.add("reply", "GET").add("type", type.dlmsName());
        if (type.isNumber()) {
          line.add("value", Long.parseLong(vector.getString("value"), 16));
        } else {
          line.add("value", vector.getString("value"));
        }
      }
      case "reply_get_error" -> line.add("reply", "GET_ERROR");
      case "reply_set_ok" -> line.add("reply", "SET_OK");
      case "reply_set_failed" -> line.add("reply", "SET_FAILED");
      case "reply_event" -> line.add("reply", "EVENT");
      case "image_reply_get" ->
          line.add("reply", "IMAGE_GET").add("data", vector.getString("data"));
      case "image_reply_set" ->
          line.add("reply", "IMAGE_SET").add("data", vector.getString("data"));
      default -> throw new AssertionError(vector);
    }
    return line;
  }

  private static void parse(JsonObject vector) {
    String printed = Run.of(vector.getString("frame"), "decode").good();
    JsonObject object = DecodeCommandTest.objects(printed.lines().toList()).get(0);
    assertEquals("0x%04x".formatted(vector.getInt("param")), object.getString("parameter"));
    if (vector.get("value") instanceof JsonNumber number) {
      assertEquals(number, object.getJsonNumber("value"));
    } else {
      assertEquals(vector.getString("value"), object.getString("value"));
    }
    if (vector.getString("op").equals("parse_set")) {
      assertEquals("SET", object.getString("command"));
      assertEquals(vector.getInt("request_id"), object.getInt("requestId"));
      DataType type = DataType.of(vector.getInt("type")).orElseThrow();
      assertEquals(type.dlmsName(), object.getString("type"));
    } else {
      assertEquals(vector.getInt("command"), 0xC4);
      assertEquals("GET_RESPONSE", object.getString("command"));
    }
    assertEquals(vector.getString("frame") + "\n", Run.of(printed, "encode").good());
  }
}
