/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.api.message.Message;
import org.meterway.api.message.Value;

class MessageRecordTest {
  @Test
  void givenTransparentDataThenTheRecordHasThesePropertiesInThisOrder() {
    WireRecord record = record(new Message.Transparent(Samples.HELLO), ValueForm.TYPED);

    assertEquals(
        List.of("link", "protocol", "command", "value", "raw", "messageTimestamp"),
        new ArrayList<>(record.getProperties().keySet()));
    assertEquals("meter1", Samples.get(record, "link"));
    assertEquals("0x2100", Samples.get(record, "protocol"));
    assertEquals("SERIAL_NET", Samples.get(record, "command"));
    assertArrayEquals(Samples.HELLO, (byte[]) Samples.get(record, "value"));
    assertArrayEquals(
        new byte[] {(byte) 0xBF, 'h', 'e', 'l', 'l', 'o'}, (byte[]) Samples.get(record, "raw"));
    assertEquals(1_700_000_000_000L, Samples.get(record, "messageTimestamp"));
  }

  @Test
  void givenAQuestionThenTheRecordHasARequestIdAndNoValue() {
    WireRecord record = record(new Message.Get(0x2801, OptionalInt.of(258)), ValueForm.TYPED);

    assertEquals("0x2200", Samples.get(record, "protocol"));
    assertEquals("GET", Samples.get(record, "command"));
    assertEquals("0x2801", Samples.get(record, "parameter"));
    assertEquals(258, Samples.get(record, "requestId"));
    assertEquals(null, Samples.get(record, "value"));
    assertEquals(null, Samples.get(record, "type"));
  }

  @Test
  void givenATypedValueThenNumbersAreLongAndTextsAreString() {
    WireRecord number =
        record(
            new Message.GetResponse(
                0x2801,
                1,
                Value.number(org.meterway.api.message.DataType.DOUBLE_LONG_UNSIGNED, 4294967295L)),
            ValueForm.TYPED);
    WireRecord text =
        record(new Message.GetResponse(0x2801, 1, Value.text("abc")), ValueForm.TYPED);

    assertEquals("double-long-unsigned", Samples.get(number, "type"));
    assertEquals(TypedValues.newLongValue(4294967295L), number.getProperties().get("value"));
    assertEquals("visible-string", Samples.get(text, "type"));
    assertEquals(TypedValues.newStringValue("abc"), text.getProperties().get("value"));
  }

  @Test
  void givenAcknowledgementsThenTheValueTellsSuccess() {
    assertEquals(true, value(new Message.SetResponse(0x2801, true), ValueForm.TYPED));
    assertEquals(false, value(new Message.GetError(0x2801), ValueForm.TYPED));
    assertEquals("true", value(new Message.EventAcknowledgement(true), ValueForm.TEXT));
  }

  @Test
  void givenACommandWithoutANameThenItsOctetStandsThere() {
    WireRecord record = record(new Message.Other(0x2300, 0x1F, new byte[0]), ValueForm.TYPED);

    assertEquals("0x2300", Samples.get(record, "protocol"));
    assertEquals("0x1f", Samples.get(record, "command"));
  }

  @Test
  void givenTextThenBytesAreHexAndNumbersDecimal() {
    assertEquals("68656c6c6f", value(new Message.Transparent(Samples.HELLO), ValueForm.TEXT));
    assertEquals(
        "65535",
        value(
            new Message.GetResponse(
                0x2801, 1, Value.number(org.meterway.api.message.DataType.LONG_UNSIGNED, 65535)),
            ValueForm.TEXT));
  }

  /** A record store drops a column when the type of its property changes. */
  @ParameterizedTest
  @MethodSource("org.meterway.kura.wires.Samples#messages")
  void givenAnyMessageThenAllPropertiesKeepTheirTypeWithText(Message message) {
    Map<String, DataType> types =
        Map.of(
            "link", DataType.STRING,
            "protocol", DataType.STRING,
            "command", DataType.STRING,
            "parameter", DataType.STRING,
            "requestId", DataType.INTEGER,
            "type", DataType.STRING,
            "value", DataType.STRING,
            "raw", DataType.BYTE_ARRAY,
            "messageTimestamp", DataType.LONG);
    for (Map.Entry<String, TypedValue<?>> property :
        record(message, ValueForm.TEXT).getProperties().entrySet()) {
      assertEquals(types.get(property.getKey()), property.getValue().getType(), property::getKey);
    }
  }

  private static Object value(Message message, ValueForm form) {
    return Samples.get(record(message, form), "value");
  }

  private static WireRecord record(Message message, ValueForm form) {
    return MessageRecord.of(Samples.heard(message), form);
  }
}
