/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.message;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What one frame says. Immutable values; byte arrays are not copied, so do not change them.
 *
 * <p>Which body a command carries depends on who sends it; a {@link MessageCodec} decides by the
 * structure of the body. A request offers its replies as methods.
 */
public sealed interface Message {
  /** Transparent data between meter and head end. */
  int TRANSPARENT = 0x2100;

  /** Parameters of module and meter. */
  int PARAMETERS = 0x2200;

  /** The protocol id, 0 to 65535. */
  int protocol();

  /** The octet of the command, 0 to 255. */
  int command();

  /** Protocol 0x2100, command BF: a payload, unchanged; never empty. */
  record Transparent(byte[] payload) implements Message {
    /** A payload has at least one byte. */
    public Transparent {
      if (payload.length == 0) {
        throw new IllegalArgumentException("an empty payload is never sent");
      }
    }

    @Override
    public int protocol() {
      return TRANSPARENT;
    }

    @Override
    public int command() {
      return Command.SERIAL_NET.code();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Transparent that && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
      return "Transparent[" + HexFormat.of().formatHex(payload) + "]";
    }
  }

  /**
   * A question for a parameter.
   *
   * @param parameter 0 to 65535
   * @param requestId what the answer repeats, 0 to 65535; a module's own question has none
   */
  record Get(int parameter, OptionalInt requestId) implements Message {
    /** A question without a request id. */
    public Get(int parameter) {
      this(parameter, OptionalInt.empty());
    }

    @Override
    public int protocol() {
      return PARAMETERS;
    }

    @Override
    public int command() {
      return Command.GET.code();
    }

    /**
     * The answer. The parameters 0x8003, 0x8005 and 0x8007, and every question without a request
     * id, are answered with the bare value.
     */
    public Message reply(Value value) {
      if (requestId.isEmpty() || Parameters.isPlain(parameter)) {
        return new Parameter(Command.GET_RESPONSE.code(), parameter, value.bytes());
      }
      return new GetResponse(parameter, requestId.getAsInt(), value);
    }

    /** The answer where nobody provides the parameter. */
    public GetError error() {
      return new GetError(parameter);
    }
  }

  /** The answer to a {@link Get}. */
  record GetResponse(int parameter, int requestId, Value value) implements Message {
    @Override
    public int protocol() {
      return PARAMETERS;
    }

    @Override
    public int command() {
      return Command.GET_RESPONSE.code();
    }
  }

  /** A parameter cannot be had. */
  record GetError(int parameter) implements Message {
    @Override
    public int protocol() {
      return PARAMETERS;
    }

    @Override
    public int command() {
      return Command.GET_ERROR_RESPONSE.code();
    }
  }

  /** The meter sets a parameter of the module. */
  record Set(int parameter, int requestId, Value value) implements Message {
    @Override
    public int protocol() {
      return PARAMETERS;
    }

    @Override
    public int command() {
      return Command.SET.code();
    }

    /** The answer. */
    public SetResponse reply(boolean success) {
      return new SetResponse(parameter, success);
    }
  }

  /** The module sets a parameter of the meter: the data as given. */
  record SetData(int parameter, byte[] data) implements Message {
    @Override
    public int protocol() {
      return PARAMETERS;
    }

    @Override
    public int command() {
      return Command.SET.code();
    }

    /** The answer. */
    public SetResponse reply(boolean success) {
      return new SetResponse(parameter, success);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof SetData that
          && parameter == that.parameter
          && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
      return 31 * parameter + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
      return "SetData[0x%04x, %s]".formatted(parameter, HexFormat.of().formatHex(data));
    }
  }

  /** The answer to a {@link Set} or {@link SetData}. */
  record SetResponse(int parameter, boolean success) implements Message {
    @Override
    public int protocol() {
      return PARAMETERS;
    }

    @Override
    public int command() {
      return Command.SET_RESPONSE.code();
    }
  }

  /** The meter tells of an event. */
  record Event(int parameter, byte[] data) implements Message {
    @Override
    public int protocol() {
      return PARAMETERS;
    }

    @Override
    public int command() {
      return Command.EVENT.code();
    }

    /** The answer. */
    public EventAcknowledgement acknowledge() {
      return new EventAcknowledgement(true);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Event that
          && parameter == that.parameter
          && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
      return 31 * parameter + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
      return "Event[0x%04x, %s]".formatted(parameter, HexFormat.of().formatHex(data));
    }
  }

  /** The answer to an {@link Event}: command BF, as the reference sends it. */
  record EventAcknowledgement(boolean success) implements Message {
    @Override
    public int protocol() {
      return PARAMETERS;
    }

    @Override
    public int command() {
      return Command.SERIAL_NET.code();
    }
  }

  /**
   * A bare value of a parameter, without type and request id: 0x8003, 0x8005 and 0x8007 in any
   * command.
   *
   * @param command any but BF
   * @param value at most 255 bytes
   */
  record Parameter(int command, int parameter, byte[] value) implements Message {
    @Override
    public int protocol() {
      return PARAMETERS;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Parameter that
          && command == that.command
          && parameter == that.parameter
          && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * command + parameter) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return "Parameter[command=%02x, 0x%04x, %s]"
          .formatted(command, parameter, HexFormat.of().formatHex(value));
    }
  }

  /**
   * Image transfer: parameters 0x3007 to 0x300A in any command but BF.
   *
   * @param value what stands behind the length octet, to the end of the body
   */
  record Image(int command, int parameter, byte[] value) implements Message {
    @Override
    public int protocol() {
      return PARAMETERS;
    }

    /** The answer to a question. */
    public Image replyGet(byte[] data) {
      return new Image(Command.GET_RESPONSE.code(), parameter, data);
    }

    /** The answer to a setting. */
    public Image replySet(byte[] data) {
      return new Image(Command.SET_RESPONSE.code(), parameter, data);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Image that
          && command == that.command
          && parameter == that.parameter
          && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * command + parameter) + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return "Image[command=%02x, 0x%04x, %s]"
          .formatted(command, parameter, HexFormat.of().formatHex(value));
    }
  }

  /** Any other message: the bytes behind the command as they are. */
  record Other(int protocol, int command, byte[] data) implements Message {
    /** Checks the ranges. */
    public Other {
      if (protocol < 0 || protocol > 0xFFFF || command < 0 || command > 0xFF) {
        throw new IllegalArgumentException(
            "protocol " + protocol + ", command " + command + " is out of range");
      }
      Objects.requireNonNull(data, "data");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Other that
          && protocol == that.protocol
          && command == that.command
          && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * protocol + command) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
      return "Other[protocol=0x%04x, command=%02x, %s]"
          .formatted(protocol, command, HexFormat.of().formatHex(data));
    }
  }
}
