/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageException;
import org.meterway.api.message.Value;

/** Frames that the QuecPython reference made or read, byte for byte. */
class QuecPythonVectorsTest {
  private static final Pattern OBJECT = Pattern.compile("\\{([^}]*)}");
  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\": (?:\"(\\w*)\"|(\\d+))");

  private final Rfc1662FrameCodec frames = new Rfc1662FrameCodec();
  private final Rfc1662MessageCodec messages = new Rfc1662MessageCodec();

  /** One object of the file; numbers as decimal text. */
  record Vector(Map<String, String> fields) {
    String text(String field) {
      String value = fields.get(field);
      if (value == null) {
        throw new IllegalStateException("no " + field + " in " + fields);
      }
      return value;
    }

    int number(String field) {
      return Integer.parseInt(text(field));
    }

    byte[] bytes(String field) {
      return HexFormat.of().parseHex(text(field));
    }

    DataType type() {
      return DataType.of(number("type")).orElseThrow();
    }
  }

  static List<Vector> vectors() throws IOException {
    try (InputStream file =
        QuecPythonVectorsTest.class.getResourceAsStream("quecpython-frames.json")) {
      String json = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      List<Vector> vectors = new ArrayList<>();
      Matcher object = OBJECT.matcher(json);
      while (object.find()) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher field = FIELD.matcher(object.group(1));
        while (field.find()) {
          fields.put(field.group(1), field.group(field.group(2) != null ? 2 : 3));
        }
        vectors.add(new Vector(fields));
      }
      return vectors;
    }
  }

  @Test
  void theFileIsReadWhole() throws IOException {
    assertEquals(168, vectors().size());
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theReferenceAndTheCodecAgree(Vector vector) throws MessageException {
    switch (vector.text("op")) {
      case "build_0x2100" -> assertBuilds(new Message.Transparent(vector.bytes("payload")), vector);
      case "build_0x2200_get" -> assertBuilds(new Message.Get(vector.number("param")), vector);
      case "build_0x2200_set" ->
          assertBuilds(new Message.SetData(vector.number("param"), vector.bytes("data")), vector);
      case "reply_get" -> {
        Message.Get get = request(vector, Message.Get.class);
        assertEquals(vector.number("param"), get.parameter());
        assertEquals(vector.number("request_id"), get.requestId().orElseThrow());
        Value value = new Value(vector.type(), vector.bytes("value"));
        assertBuilds(get.reply(value), vector);
        assertEquals(get.reply(value), decode(vector.bytes("frame")));
      }
      case "reply_get_error" -> assertBuilds(request(vector, Message.Get.class).error(), vector);
      case "reply_set_ok" -> assertBuilds(request(vector, Message.Set.class).reply(true), vector);
      case "reply_set_failed" ->
          assertBuilds(request(vector, Message.Set.class).reply(false), vector);
      case "reply_event" ->
          assertBuilds(request(vector, Message.Event.class).acknowledge(), vector);
      case "image_reply_get" ->
          assertBuilds(request(vector, Message.Image.class).replyGet(vector.bytes("data")), vector);
      case "image_reply_set" ->
          assertBuilds(request(vector, Message.Image.class).replySet(vector.bytes("data")), vector);
      case "parse_set" -> {
        Message.Set set = assertInstanceOf(Message.Set.class, decode(vector.bytes("frame")));
        assertEquals(vector.number("param"), set.parameter());
        assertEquals(vector.number("request_id"), set.requestId());
        assertEquals(vector.type(), set.value().type());
        if (set.value().type().isNumber()) {
          assertEquals(Long.parseLong(vector.text("value")), set.value().asNumber());
        } else {
          assertArrayEquals(vector.bytes("value"), set.value().bytes());
        }
        assertBuilds(set, vector);
      }
      case "parse_parameter" -> {
        Message expected =
            new Message.Parameter(
                vector.number("command"), vector.number("param"), vector.bytes("value"));
        assertEquals(expected, decode(vector.bytes("frame")));
        assertBuilds(expected, vector);
      }
      default -> throw new IllegalStateException("unknown op in " + vector);
    }
  }

  private <T extends Message> T request(Vector vector, Class<T> type) throws MessageException {
    return assertInstanceOf(type, decode(vector.bytes("request")));
  }

  private void assertBuilds(Message message, Vector vector) throws MessageException {
    byte[] frame =
        frames
            .newEncoder(FrameFormat.QUECPYTHON)
            .encode(message.protocol(), message.command(), messages.body(message));
    assertEquals(vector.text("frame"), HexFormat.of().formatHex(frame));
    assertEquals(message, decode(frame));
  }

  private Message decode(byte[] frame) throws MessageException {
    FrameRecorder recorder = Input.everyWay(FrameFormat.QUECPYTHON, frame);
    assertEquals(1, recorder.found().size(), () -> recorder.found().toString());
    FrameRecorder.Frame found =
        assertInstanceOf(FrameRecorder.Frame.class, recorder.found().get(0));
    assertEquals(frame.length, found.wireLength());
    byte[] information = HexFormat.of().parseHex(found.information());
    assertTrue(information.length > 0);
    return messages.decode(found.protocol(), information, 0, information.length);
  }
}
