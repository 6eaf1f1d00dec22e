/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.api.message.Command;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.Value;

/** Records that a user's graph makes. */
class RecordMessageTest {
  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(Map.of("value", Samples.HELLO), new Message.Transparent(Samples.HELLO)),
        Arguments.of(Map.of("payload", "68 65 6C 6c 6f"), new Message.Transparent(Samples.HELLO)),
        Arguments.of(
            Map.of("value", "hello", "type", "visible-string"),
            new Message.Transparent(Samples.HELLO)),
        Arguments.of(
            Map.of("protocol", 0x2100, "data", Samples.HELLO),
            new Message.Transparent(Samples.HELLO)),
        Arguments.of(Map.of("command", "get", "parameter", "0x8003"), new Message.Get(0x8003)),
        Arguments.of(
            Map.of("command", 0xC0, "parameter", 0x2801L, "requestId", 7.0),
            new Message.Get(0x2801, OptionalInt.of(7))),
        Arguments.of(
            Map.of("command", "SET", "parameter", "10241", "value", "0101"),
            new Message.SetData(0x2801, new byte[] {1, 1})),
        Arguments.of(
            Map.of(
                "command",
                "SET",
                "parameter",
                "0x2801",
                "requestId",
                "7",
                "type",
                "unsigned",
                "value",
                5.0),
            new Message.Set(0x2801, 7, Value.number(DataType.UNSIGNED, 5))),
        Arguments.of(
            Map.of("command", "SET", "parameter", "0x2801", "type", "long-unsigned", "value", 5L),
            new Message.SetData(0x2801, new byte[] {0, 5})),
        Arguments.of(
            Map.of("command", "SET", "parameter", "0x8007", "value", "6e"),
            new Message.Parameter(Command.SET.code(), 0x8007, new byte[] {'n'})),
        Arguments.of(
            Map.of("command", "SET_RESPONSE", "parameter", "0x2801", "value", "false"),
            new Message.SetResponse(0x2801, false)),
        Arguments.of(
            Map.of("protocol", "0x2300", "raw", "c3 01"),
            new Message.Other(0x2300, Command.ACTION.code(), new byte[] {1})));
  }

  @ParameterizedTest
  @MethodSource("records")
  void givenARecordThenItMakesThisMessage(Map<String, Object> record, Message expected)
      throws Exception {
    assertEquals(expected, message(record));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(Map.of(), "value is missing, expected BYTE_ARRAY"),
        Arguments.of(Map.of("value", "hello"), "value is \"hello\", expected BYTE_ARRAY"),
        Arguments.of(Map.of("value", 5L), "value is \"5\", expected BYTE_ARRAY"),
        Arguments.of(Map.of("value", ""), "value is \"\", expected at least one byte"),
        Arguments.of(Map.of("raw", Samples.HELLO), "protocol is missing, expected a protocol id"),
        Arguments.of(
            Map.of("protocol", "meter", "raw", Samples.HELLO),
            "protocol is \"meter\", expected a protocol id"),
        Arguments.of(
            Map.of("protocol", "0x2100", "raw", new byte[0]),
            "raw is \"\", expected at least one byte, the command"),
        Arguments.of(
            Map.of("command", "GOT", "parameter", "0x8003"),
            "command is \"GOT\", expected 0x00 to 0xff, or one of GET, SET"),
        Arguments.of(Map.of("command", 256, "parameter", 1), "command is \"256\", expected 0x00"),
        Arguments.of(Map.of("parameter", "0x8003"), "command is missing"),
        Arguments.of(Map.of("command", "GET"), "parameter is missing, expected a parameter id"),
        Arguments.of(
            Map.of("command", "GET", "parameter", "0x10000"),
            "parameter is \"0x10000\", expected a parameter id"),
        Arguments.of(
            Map.of("command", "GET", "parameter", "0x2801", "value", "00"),
            "parameter is \"0x2801\", expected one of 0x8003"),
        Arguments.of(
            Map.of("command", "GET", "parameter", "0x2801", "requestId", 65536),
            "requestId is \"65536\", expected a whole number from 0 to 65535"),
        Arguments.of(
            Map.of("command", "GET_RESPONSE", "parameter", "1", "type", "unsigned", "value", 5L),
            "requestId is missing"),
        Arguments.of(
            Map.of(
                "command",
                "SET",
                "parameter",
                "0x2801",
                "requestId",
                1,
                "type",
                "unsigned",
                "value",
                256L),
            "value is \"256\", expected a whole number from 0 to 255"),
        Arguments.of(
            Map.of(
                "command",
                "SET",
                "parameter",
                "0x2801",
                "requestId",
                1,
                "type",
                "unsigned",
                "value",
                1.5),
            "value is \"1.5\", expected a whole number from 0 to 255"),
        Arguments.of(
            Map.of(
                "command",
                "SET",
                "parameter",
                "0x2801",
                "requestId",
                1,
                "type",
                "date-time",
                "value",
                "00"),
            "date-time has 1 bytes, expected 12"),
        Arguments.of(
            Map.of(
                "command",
                "SET",
                "parameter",
                "0x2801",
                "requestId",
                1,
                "type",
                "int",
                "value",
                "00"),
            "type is \"int\", expected one of double-long-unsigned"),
        Arguments.of(
            Map.of("value", "\u20ac", "type", "visible-string"),
            "expected characters of ISO 8859-1"),
        Arguments.of(
            Map.of("command", "SET_RESPONSE", "parameter", "0x2801", "value", "00"),
            "value is \"00\", expected BOOLEAN"),
        Arguments.of(
            Map.of("protocol", "0x2100", "parameter", "0x8003", "value", "00"),
            "protocol is \"0x2100\", expected 0x2200 beside a parameter"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void givenARecordThatMakesNoMessageThenItSaysWhichPropertyIsWrong(
      Map<String, Object> record, String reason) {
    RecordException refusal = assertThrows(RecordException.class, () -> message(record));

    assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
  }

  @Test
  void givenALongWrongValueThenTheReasonShowsItsBeginning() {
    Map<String, Object> record = Map.of("value", "zz".repeat(10_000));

    RecordException refusal = assertThrows(RecordException.class, () -> message(record));

    assertTrue(refusal.getMessage().length() < 250, refusal::getMessage);
  }

  private static Message message(Map<String, Object> values) throws RecordException {
    return RecordMessage.of(RecordFields.of(Records.of(values)));
  }
}
