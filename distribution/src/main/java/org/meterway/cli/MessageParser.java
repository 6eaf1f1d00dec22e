/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.meterway.api.message.Command;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;

/** A message from the members of a JSON object, as {@link MessageJson} writes them. */
final class MessageParser {
  /** What {@code decode} prints beside the message is accepted and has no meaning here. */
  static final Set<String> KEYS =
      Set.of(
          "protocol",
          "command",
          "payload",
          "parameter",
          "requestId",
          "type",
          "value",
          "data",
          "success",
          "offset",
          "length",
          "error",
          "reason");

  private static final List<String> COMMANDS =
      Arrays.stream(Command.values()).map(Command::name).toList();

  private MessageParser() {}

  /** The message that the members say. */
  static Message parse(Fields fields) throws JsonInputException {
    if (fields.has("error") && !fields.text("error").equals("MALFORMED_BODY")) {
      throw new JsonInputException(
          "a fault (" + fields.text("error") + ") is no message and cannot be encoded");
    }
    if (fields.has("information")) {
      throw new JsonInputException("a PPP frame (\"information\") cannot be encoded");
    }
    fields.onlyThese(KEYS);
    int protocol = protocol(fields);
    int command = command(fields, protocol);
    if (fields.has("parameter")) {
      if (protocol != Message.PARAMETERS) {
        throw new JsonInputException("\"parameter\" belongs to protocol 0x2200 only");
      }
      return aboutParameter(fields, command);
    }
    if (fields.has("success")) {
      return new Message.EventAcknowledgement(fields.bool("success"));
    }
    byte[] data = fields.hex(fields.has("data") ? "data" : "payload");
    if (protocol == Message.TRANSPARENT && command == Command.SERIAL_NET.code()) {
      if (data.length == 0) {
        throw new JsonInputException("\"payload\" is empty: an empty payload is never sent");
      }
      return new Message.Transparent(data);
    }
    return new Message.Other(protocol, command, data);
  }

  /** A typed value: {@code "type"} and {@code "value"}. */
  static Value value(Fields fields) throws JsonInputException {
    DataType type = type(fields);
    try {
      if (type.isNumber()) {
        return Value.number(type, fields.number("value", 0, (1L << 8 * type.length()) - 1));
      }
      return new Value(type, fields.hex("value"));
    } catch (IllegalArgumentException e) {
      throw new JsonInputException("\"value\": " + e.getMessage());
    }
  }

  private static int protocol(Fields fields) throws JsonInputException {
    if (fields.has("protocol")) {
      return fields.id("protocol", 0xFFFF);
    }
    return fields.has("parameter") ? Message.PARAMETERS : Message.TRANSPARENT;
  }

  private static int command(Fields fields, int protocol) throws JsonInputException {
    if (!fields.has("command") && protocol == Message.TRANSPARENT) {
      return Command.SERIAL_NET.code();
    }
    String name = fields.isNumber("command") ? "" : fields.text("command");
    if (name.isEmpty() || name.startsWith("0")) {
      return fields.id("command", 0xFF);
    }
    for (Command command : Command.values()) {
      if (command.name().equalsIgnoreCase(name)) {
        return command.code();
      }
    }
    throw new JsonInputException(
        "\"command\" is \""
            + name
            + "\", expected a name such as GET, or \"0x00\" to \"0xff\""
            + Nearest.suggestion(name, COMMANDS));
  }

  private static Message aboutParameter(Fields fields, int command) throws JsonInputException {
    int parameter = fields.id("parameter", 0xFFFF);
    if (fields.has("value") && !fields.has("type")) {
      return bare(fields, command, parameter);
    }
    return switch (Command.of(command).orElse(Command.ACTION)) {
      case GET -> new Message.Get(parameter, requestId(fields));
      case GET_RESPONSE ->
          new Message.GetResponse(parameter, requiredRequestId(fields), value(fields));
      case GET_ERROR_RESPONSE -> new Message.GetError(parameter);
      case SET ->
          fields.has("data")
              ? new Message.SetData(parameter, fields.hex("data"))
              : new Message.Set(parameter, requiredRequestId(fields), value(fields));
      case SET_RESPONSE -> new Message.SetResponse(parameter, fields.bool("success"));
      default ->
          throw new JsonInputException(
              "a \"parameter\" with command "
                  + MessageJson.commandName(command)
                  + " needs a \"value\" in hex and no \"type\"");
    };
  }

  /** A value without a type. */
  private static Message bare(Fields fields, int command, int parameter) throws JsonInputException {
    byte[] value = fields.hex("value");
    if (Parameters.isImage(parameter)) {
      return new Message.Image(command, parameter, value);
    }
    if (command == Command.SET.code() && !Parameters.isPlain(parameter)) {
      throw new JsonInputException(
          "a SET needs \"requestId\", \"type\" and \"value\", or \"data\" in hex");
    }
    return command == Command.EVENT.code()
        ? new Message.Event(parameter, value)
        : new Message.Parameter(command, parameter, value);
  }

  private static DataType type(Fields fields) throws JsonInputException {
    List<String> names = Arrays.stream(DataType.values()).map(DataType::dlmsName).toList();
    String name = fields.text("type");
    return DataType.named(name)
        .orElseThrow(() -> fields.wrong("type", "one of " + String.join(", ", names)));
  }

  private static OptionalInt requestId(Fields fields) throws JsonInputException {
    return fields.has("requestId")
        ? OptionalInt.of((int) fields.number("requestId", 0, 0xFFFF))
        : OptionalInt.empty();
  }

  private static int requiredRequestId(Fields fields) throws JsonInputException {
    return (int) fields.number("requestId", 0, 0xFFFF);
  }
}
