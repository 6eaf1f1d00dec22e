/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import org.meterway.api.message.Command;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageException;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;

/**
 * Reads one body of protocol 0x2200.
 *
 * <pre>
 * | parameter, low octet first | length | request id, high octet first | type | [length] | value |
 * </pre>
 *
 * <p>Which of these fields are there depends on the command, on the parameter and on who sends; the
 * structure decides where command and parameter do not.
 */
final class ParameterMessageReader {
  private static final int ID = 2;
  private static final int SUCCESS = 0x00;
  private static final int FAILED = 0x0C;

  /** Behind parameter and length. */
  private static final int LENGTH_END = ID + 1;

  private static final int REQUEST_ID = 2;

  private final int command;
  private final byte[] body;

  ParameterMessageReader(int command, byte[] body) {
    this.command = command;
    this.body = body;
  }

  Message read() throws MessageException {
    Optional<Command> known = Command.of(command);
    if (known.isPresent() && known.get() == Command.SERIAL_NET) {
      return serialNet();
    }
    if (body.length > ID && Parameters.isImage(parameter())) {
      return new Message.Image(command, parameter(), rest(LENGTH_END));
    }
    if (known.isEmpty()) {
      return isPlain() ? plain() : other();
    }
    return switch (known.get()) {
      case GET -> get();
      case GET_RESPONSE -> isPlain() ? plain() : getResponse();
      case GET_ERROR_RESPONSE -> getError();
      case SET -> set();
      case SET_RESPONSE -> setResponse();
      case EVENT -> event();
      default -> isPlain() ? plain() : other();
    };
  }

  private Message serialNet() {
    boolean acknowledgement = body.length == 2 && body[0] == 1;
    if (acknowledgement && (body[1] == SUCCESS || body[1] == FAILED)) {
      return new Message.EventAcknowledgement(body[1] == SUCCESS);
    }
    return other();
  }

  private Message get() throws MessageException {
    if (body.length == ID) {
      return new Message.Get(parameter());
    }
    boolean hasRequestId = body.length == ID + REQUEST_ID;
    if (isPlain() && !(hasRequestId && body[ID] != 1)) {
      return plain();
    }
    if (hasRequestId) {
      return new Message.Get(parameter(), OptionalInt.of(requestId(ID)));
    }
    throw malformed("a parameter id and at most a request id, 2 or 4 bytes");
  }

  private Message getResponse() throws MessageException {
    Value value = typedValue();
    if (value != null) {
      return new Message.GetResponse(parameter(), requestId(LENGTH_END), value);
    }
    if (lengthFits()) {
      return new Message.Parameter(command, parameter(), rest(LENGTH_END));
    }
    throw malformed(
        "a parameter id, the length of what follows, a request id, a type and its value");
  }

  private Message getError() throws MessageException {
    if (acknowledgement() == FAILED) {
      return new Message.GetError(parameter());
    }
    throw malformed("a parameter id, 01 and 0c");
  }

  private Message set() throws MessageException {
    if (isPlain() && lengthFits()) {
      return plain();
    }
    Value value = typedValue();
    if (value != null) {
      return new Message.Set(parameter(), requestId(LENGTH_END), value);
    }
    if (body.length >= ID) {
      return new Message.SetData(parameter(), rest(ID));
    }
    throw malformed("a parameter id and data");
  }

  private Message setResponse() throws MessageException {
    int result = acknowledgement();
    if (result == SUCCESS || result == FAILED) {
      return new Message.SetResponse(parameter(), result == SUCCESS);
    }
    throw malformed("a parameter id, 01 and 00 or 0c");
  }

  private Message event() throws MessageException {
    if (lengthFits()) {
      return new Message.Event(parameter(), rest(LENGTH_END));
    }
    throw malformed("a parameter id, the length of the data, and the data");
  }

  private Message plain() throws MessageException {
    if (lengthFits()) {
      return new Message.Parameter(command, parameter(), rest(LENGTH_END));
    }
    throw malformed("a parameter id, the length of the value, and the value");
  }

  private Message other() {
    return new Message.Other(Message.PARAMETERS, command, body);
  }

  /** The value if length, type and value agree, else null. */
  private Value typedValue() {
    int typeAt = LENGTH_END + REQUEST_ID;
    if (!lengthFits() || body.length <= typeAt) {
      return null;
    }
    Optional<DataType> type = DataType.of(octet(typeAt));
    if (type.isEmpty()) {
      return null;
    }
    int valueAt = typeAt + 1;
    int length = type.get().length();
    if (length < 0) {
      if (body.length <= valueAt) {
        return null;
      }
      length = octet(valueAt++);
    }
    return body.length - valueAt == length ? new Value(type.get(), rest(valueAt)) : null;
  }

  /** The result behind {@code 01}, or -1 if the body has another form. */
  private int acknowledgement() {
    return body.length == ID + 2 && body[ID] == 1 ? octet(ID + 1) : -1;
  }

  private boolean lengthFits() {
    return body.length >= LENGTH_END && octet(ID) == body.length - LENGTH_END;
  }

  private boolean isPlain() {
    return body.length >= ID && Parameters.isPlain(parameter());
  }

  private int parameter() {
    return octet(0) | octet(1) << 8;
  }

  private int requestId(int at) {
    return octet(at) << 8 | octet(at + 1);
  }

  private int octet(int at) {
    return body[at] & 0xFF;
  }

  private byte[] rest(int from) {
    return Arrays.copyOfRange(body, from, body.length);
  }

  private MessageException malformed(String expected) {
    String found =
        body.length == 0 ? "an empty body" : "the body " + HexFormat.of().formatHex(body);
    return new MessageException(
        Message.PARAMETERS, command, "found " + found + ", expected " + expected);
  }
}
