/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.Value;

class MessageWordsTest {
  private static final byte[] BYTES = {1, 2};

  static Stream<Arguments> messages() {
    String state = "\"parameter\":\"0x8002\",\"parameterName\":\"module state\"";
    String octets = ",\"value\":\"01 02\"";
    return Stream.of(
        Arguments.of(new Message.Transparent(BYTES), octets.substring(1)),
        Arguments.of(new Message.Transparent("<b>".getBytes()), "\"value\":\"\\\"\\u003cb>\\\"\""),
        Arguments.of(new Message.Get(0x8002, OptionalInt.of(1)), state),
        Arguments.of(
            new Message.GetResponse(0x8002, 1, Value.number(DataType.LONG_UNSIGNED, 300)),
            state + ",\"value\":\"300\""),
        Arguments.of(new Message.GetError(0x8002), state + ",\"value\":\"cannot be had\""),
        Arguments.of(
            new Message.Set(0x8002, 1, Value.text("on")), state + ",\"value\":\"\\\"on\\\"\""),
        Arguments.of(new Message.SetData(0x8002, BYTES), state + octets),
        Arguments.of(new Message.SetResponse(0x8002, true), state + ",\"value\":\"done\""),
        Arguments.of(new Message.Event(0x8002, BYTES), state + octets),
        Arguments.of(new Message.EventAcknowledgement(false), "\"value\":\"refused\""),
        Arguments.of(
            new Message.Parameter(0xC4, 0x8005, BYTES),
            "\"parameter\":\"0x8005\",\"parameterName\":\"serial number\"" + octets),
        Arguments.of(
            new Message.Image(0xC0, 0x3007, BYTES),
            "\"parameter\":\"0x3007\",\"parameterName\":\"image transfer\"" + octets),
        Arguments.of(new Message.Get(0x1234), "\"parameter\":\"0x1234\",\"parameterName\":\"\""),
        Arguments.of(new Message.Other(0x2300, 1, BYTES), octets.substring(1)));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void eachMessageIsSaid(Message message, String members) {
    assertEquals(
        "{" + members + "}", Json.object(message, (json, it) -> MessageWords.write(it, json)));
  }

  @ParameterizedTest
  @MethodSource
  void valuesAreCut(byte[] bytes, String words) {
    assertEquals(words, MessageWords.octets(bytes));
  }

  static Stream<Arguments> valuesAreCut() {
    return Stream.of(
        Arguments.of(new byte[0], ""),
        Arguments.of(new byte[64], "00 ".repeat(64).strip()),
        Arguments.of(new byte[65], "00 ".repeat(64) + "…"),
        Arguments.of(
            "x".repeat(65).getBytes(StandardCharsets.US_ASCII), '"' + "x".repeat(64) + "\" …"));
  }
}
