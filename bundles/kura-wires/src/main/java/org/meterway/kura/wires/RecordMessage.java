/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.Arrays;
import java.util.Optional;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.message.Parameters;

/** A record as a message, also one that {@link MessageRecord} made. */
final class RecordMessage {
  private final RecordFields fields;

  private RecordMessage(RecordFields fields) {
    this.fields = fields;
  }

  /**
   * @throws RecordException if the record makes no message
   */
  static Message of(RecordFields fields) throws RecordException {
    return new RecordMessage(fields).read();
  }

  private Message read() throws RecordException {
    if (fields.has(RecordProperties.RAW)) {
      return raw();
    }
    int protocol = protocol();
    int command = command(protocol);
    if (protocol == Message.PARAMETERS) {
      return fields.has(RecordProperties.PARAMETER) ? aboutParameter(command) : bare(command);
    }
    if (fields.has(RecordProperties.PARAMETER)) {
      throw fields.wrong(RecordProperties.PROTOCOL, "0x2200 beside a parameter");
    }
    byte[] payload = fields.valueBytes();
    if (protocol == Message.TRANSPARENT && command == Command.SERIAL_NET.code()) {
      if (payload.length == 0) {
        throw fields.wrong(
            fields.valueName().orElseThrow(), "at least one byte: an empty payload is never sent");
      }
      return new Message.Transparent(payload);
    }
    return new Message.Other(protocol, command, payload);
  }

  /** Byte for byte as it came: reading and writing again could lose what has no meaning. */
  private Message raw() throws RecordException {
    byte[] raw = fields.raw();
    return new Message.Other(
        fields.protocol(), raw[0] & 0xFF, Arrays.copyOfRange(raw, 1, raw.length));
  }

  private int protocol() throws RecordException {
    if (fields.has(RecordProperties.PROTOCOL)) {
      return fields.protocol();
    }
    boolean transparent =
        !fields.has(RecordProperties.PARAMETER)
            && (!fields.has(RecordProperties.COMMAND)
                || fields.command() == Command.SERIAL_NET.code());
    return transparent ? Message.TRANSPARENT : Message.PARAMETERS;
  }

  private int command(int protocol) throws RecordException {
    return protocol == Message.TRANSPARENT && !fields.has(RecordProperties.COMMAND)
        ? Command.SERIAL_NET.code()
        : fields.command();
  }

  /** Protocol 0x2200 without a parameter. */
  private Message bare(int command) throws RecordException {
    if (command == Command.SERIAL_NET.code() && fields.truth().isPresent()) {
      return new Message.EventAcknowledgement(fields.truth().get());
    }
    Optional<Command> known = Command.of(command);
    if (known.isPresent()) {
      switch (known.get()) {
        case GET, GET_RESPONSE, GET_ERROR_RESPONSE, SET, SET_RESPONSE, EVENT ->
            throw fields.wrong(RecordProperties.PARAMETER, Ids.EXPECTED_PARAMETER);
        default -> {
          // The others have no form of their own.
        }
      }
    }
    return new Message.Other(Message.PARAMETERS, command, fields.valueBytes());
  }

  private Message aboutParameter(int command) throws RecordException {
    int parameter = fields.parameter();
    boolean hasValue = fields.valueName().isPresent();
    boolean typed = fields.has(RecordProperties.TYPE);
    if (hasValue && Parameters.isImage(parameter)) {
      return new Message.Image(command, parameter, fields.valueBytes());
    }
    return switch (Command.of(command).orElse(Command.ACTION)) {
      case GET -> hasValue ? plain(command, parameter) : get(parameter);
      case GET_RESPONSE ->
          typed
              ? new Message.GetResponse(parameter, fields.requiredRequestId(), fields.typedValue())
              : new Message.Parameter(command, parameter, fields.valueBytes());
      case GET_ERROR_RESPONSE -> new Message.GetError(parameter);
      case SET -> set(parameter);
      case SET_RESPONSE -> new Message.SetResponse(parameter, success());
      case EVENT -> new Message.Event(parameter, fields.valueBytes());
      default -> plain(command, parameter);
    };
  }

  private Message get(int parameter) throws RecordException {
    return new Message.Get(parameter, fields.requestId());
  }

  /**
   * With type and request id as the meter sets the module's, else as the module sets the meter's.
   */
  private Message set(int parameter) throws RecordException {
    if (fields.has(RecordProperties.TYPE) && fields.has(RecordProperties.REQUEST_ID)) {
      return new Message.Set(parameter, fields.requiredRequestId(), fields.typedValue());
    }
    return Parameters.isPlain(parameter)
        ? new Message.Parameter(Command.SET.code(), parameter, fields.valueBytes())
        : new Message.SetData(parameter, fields.valueBytes());
  }

  private Message plain(int command, int parameter) throws RecordException {
    if (!Parameters.isPlain(parameter)) {
      throw fields.wrong(
          RecordProperties.PARAMETER,
          "one of 0x8003, 0x8005 and 0x8007 where a value goes with "
              + Ids.command(command)
              + "; leave out the value, or the parameter");
    }
    return new Message.Parameter(command, parameter, fields.valueBytes());
  }

  private boolean success() throws RecordException {
    return fields
        .truth()
        .orElseThrow(
            () ->
                fields.wrong(
                    fields.valueName().orElse(RecordProperties.VALUE),
                    "BOOLEAN, or true or false as STRING"));
  }
}
