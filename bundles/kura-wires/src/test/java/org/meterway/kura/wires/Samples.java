/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.wire.WireRecord;
import org.meterway.api.message.Command;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.message.Value;
import org.meterway.rfc1662.Rfc1662MessageCodec;

/** Messages, and what they look like on the line. */
final class Samples {
  static final MessageCodec CODEC = new Rfc1662MessageCodec();
  static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TIME = HexFormat.of().parseHex("07ea0101040c0000000000ff");

  private Samples() {}

  /** One of each kind, and the corners of each. */
  static Stream<Message> messages() {
    return Stream.of(
            List.<Message>of(
                new Message.Transparent(HELLO),
                new Message.Get(0x8003),
                new Message.Get(0x2801, OptionalInt.of(258)),
                new Message.GetResponse(0x2801, 1, Value.number(DataType.UNSIGNED, 255)),
                new Message.GetResponse(0x2801, 2, Value.number(DataType.LONG_UNSIGNED, 65535)),
                new Message.GetResponse(
                    0x2801, 65535, Value.number(DataType.DOUBLE_LONG_UNSIGNED, 4294967295L)),
                new Message.GetResponse(0x2801, 0, Value.text("Zähler true")),
                new Message.GetResponse(0x2801, 0, Value.text("")),
                new Message.GetResponse(0x2801, 0, Value.octets(HELLO)),
                new Message.GetResponse(0x2801, 0, new Value(DataType.DATE_TIME, TIME)),
                new Message.Parameter(Command.GET_RESPONSE.code(), 0x2801, new byte[0]),
                new Message.Parameter(Command.GET_RESPONSE.code(), 0x8003, HELLO),
                new Message.Parameter(Command.SET.code(), 0x8007, HELLO),
                new Message.Parameter(Command.GET.code(), 0x8005, HELLO),
                new Message.Parameter(Command.ACTION.code(), 0x8005, HELLO),
                new Message.Parameter(0x1f, 0x8005, HELLO),
                new Message.GetError(0x8003),
                new Message.GetError(0x2801),
                new Message.Set(0x2801, 7, Value.text("text")),
                new Message.Set(0x8002, 7, Value.number(DataType.UNSIGNED, 0)),
                new Message.SetData(0x2801, HELLO),
                new Message.SetData(0x2801, new byte[0]),
                new Message.SetResponse(0x2801, true),
                new Message.SetResponse(0x8003, false),
                new Message.Event(0x8002, HELLO),
                new Message.Event(0x8003, new byte[0]),
                new Message.EventAcknowledgement(true),
                new Message.EventAcknowledgement(false),
                new Message.Image(Command.SET.code(), 0x3007, HELLO),
                new Message.Image(Command.GET.code(), 0x300A, new byte[0]),
                new Message.Image(Command.SET_RESPONSE.code(), 0x3008, HELLO),
                new Message.Other(Message.TRANSPARENT, 0x1f, HELLO),
                new Message.Other(Message.PARAMETERS, Command.ACTION.code(), HELLO),
                new Message.Other(Message.PARAMETERS, Command.SERIAL_NET.code(), HELLO),
                new Message.Other(0x2300, Command.GET.code(), HELLO),
                new Message.Other(0x2300, 0, new byte[0])))
        .flatMap(List::stream);
  }

  /** Command and body. */
  static byte[] information(Message message) {
    byte[] body = CODEC.body(message);
    byte[] information = new byte[1 + body.length];
    information[0] = (byte) message.command();
    System.arraycopy(body, 0, information, 1, body.length);
    return information;
  }

  static HeardMessage heard(Message message) {
    return new HeardMessage("meter1", message, information(message), 1_700_000_000_000L);
  }

  /** The value of a property, or null. */
  static Object get(WireRecord record, String property) {
    TypedValue<?> value = record.getProperties().get(property);
    return value == null ? null : value.getValue();
  }
}
