/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.meterway.api.codec.LinePacket;
import org.meterway.api.message.Command;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.message.MessageException;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;

/** What a packet says, for a person and as the members of a JSON object. */
final class MessageWords {
  private static final HexFormat HEX = HexFormat.of();

  private static final Map<Integer, String> PARAMETERS =
      Map.of(
          Parameters.MODULE_STATE, "module state",
          Parameters.LINK_QUALITY, "link quality",
          Parameters.SERIAL_NUMBER, "serial number",
          Parameters.DEVICE_NAME, "device name");

  private final MessageCodec messages;

  MessageWords(MessageCodec messages) {
    this.messages = messages;
  }

  /** Such as {@code GET 0x8003 (link quality)}; a fault's cause. */
  String of(LinePacket packet) {
    if (packet.isFault()) {
      return "FAULT " + packet.error().name() + ": " + packet.error().description();
    }
    if (!packet.isFrame()) {
      return "fill flags";
    }
    String command = command(packet.information()[0] & 0xFF);
    try {
      return command + body(message(packet));
    } catch (MessageException e) {
      return command + ", MALFORMED BODY: " + e.getMessage();
    }
  }

  /** Whether it is a frame whose body has the form that its command asks for. */
  boolean isGood(LinePacket packet) {
    if (!packet.isFrame()) {
      return !packet.isFault();
    }
    try {
      message(packet);
      return true;
    } catch (MessageException e) {
      return false;
    }
  }

  private Message message(LinePacket packet) throws MessageException {
    byte[] information = packet.information();
    return messages.decode(packet.protocol(), information, 0, information.length);
  }

  private static String command(int code) {
    return Command.of(code).map(Command::name).orElseGet(() -> "0x%02X".formatted(code));
  }

  private static String body(Message message) {
    if (message instanceof Message.Transparent transparent) {
      return octets(transparent.payload());
    } else if (message instanceof Message.Get get) {
      return parameter(get.parameter())
          + (get.requestId().isPresent() ? request(get.requestId().getAsInt()) : "");
    } else if (message instanceof Message.GetResponse response) {
      return parameter(response.parameter())
          + request(response.requestId())
          + value(response.value());
    } else if (message instanceof Message.GetError error) {
      return parameter(error.parameter());
    } else if (message instanceof Message.Set set) {
      return parameter(set.parameter()) + request(set.requestId()) + value(set.value());
    } else if (message instanceof Message.SetData set) {
      return parameter(set.parameter()) + octets(set.data());
    } else if (message instanceof Message.SetResponse response) {
      return parameter(response.parameter()) + success(response.success());
    } else if (message instanceof Message.Event event) {
      return parameter(event.parameter()) + octets(event.data());
    } else if (message instanceof Message.EventAcknowledgement acknowledgement) {
      return " acknowledges an event" + success(acknowledgement.success());
    } else if (message instanceof Message.Parameter parameter) {
      return parameter(parameter.parameter()) + octets(parameter.value());
    } else if (message instanceof Message.Image image) {
      return parameter(image.parameter()) + octets(image.value());
    }
    return octets(((Message.Other) message).data());
  }

  private static String parameter(int id) {
    String name = Parameters.isImage(id) ? "image transfer" : PARAMETERS.get(id);
    return " 0x%04x".formatted(id) + (name == null ? "" : " (" + name + ")");
  }

  private static String request(int id) {
    return ", request " + id;
  }

  private static String success(boolean success) {
    return success ? ", done" : ", refused";
  }

  private static String octets(byte[] octets) {
    return octets.length == 0 ? "" : ", " + octets.length + " octets " + shortened(octets);
  }

  private static String shortened(byte[] octets) {
    int shown = Math.min(octets.length, 32);
    return HEX.formatHex(octets, 0, shown) + (shown < octets.length ? "..." : "");
  }

  private static String value(Value value) {
    String text =
        value.type().isNumber()
            ? Long.toString(value.asNumber())
            : value.type() == DataType.VISIBLE_STRING && isPlain(value.bytes())
                ? '"' + value.asText() + '"'
                : shortened(value.bytes());
    return ", " + value.type().dlmsName() + " " + text;
  }

  private static boolean isPlain(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1)
        .chars()
        .allMatch(c -> c >= 0x20 && c < 0x7F);
  }
}
