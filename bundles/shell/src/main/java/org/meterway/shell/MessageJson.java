/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.shell;

import java.util.HexFormat;
import java.util.Map;
import org.meterway.api.codec.LinePacket;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.api.message.MessageException;
import org.meterway.api.message.Value;

/** What a packet says, as the members of a JSON object. */
final class MessageJson {
  private static final HexFormat HEX = HexFormat.of();

  private final MessageCodec messages;

  MessageJson(MessageCodec messages) {
    this.messages = messages;
  }

  /** As the command line's {@code decode} prints it. */
  Map<String, Object> of(LinePacket packet) {
    if (packet.isFault()) {
      return Json.object("error", packet.error().name());
    }
    if (!packet.isFrame()) {
      return Json.object("idle", true);
    }
    byte[] information = packet.information();
    int code = information[0] & 0xFF;
    Map<String, Object> json =
        Json.object("protocol", hex(packet.protocol()), "command", jsonCommand(code));
    try {
      body(json, messages.decode(packet.protocol(), information, 0, information.length));
    } catch (MessageException e) {
      json.put("payload", HEX.formatHex(information, 1, information.length));
      json.put("error", "MALFORMED_BODY");
      json.put("reason", e.getMessage());
    }
    return json;
  }

  private static Object jsonCommand(int code) {
    return Command.of(code).map(Command::name).orElseGet(() -> "0x%02x".formatted(code));
  }

  private static void body(Map<String, Object> json, Message message) {
    if (message instanceof Message.Transparent transparent) {
      json.put("payload", HEX.formatHex(transparent.payload()));
    } else if (message instanceof Message.Get get) {
      json.put("parameter", hex(get.parameter()));
      get.requestId().ifPresent(id -> json.put("requestId", id));
    } else if (message instanceof Message.GetResponse response) {
      json.put("parameter", hex(response.parameter()));
      json.put("requestId", response.requestId());
      json.putAll(value(response.value()));
    } else if (message instanceof Message.GetError error) {
      json.put("parameter", hex(error.parameter()));
      json.put("success", false);
    } else if (message instanceof Message.Set set) {
      json.put("parameter", hex(set.parameter()));
      json.put("requestId", set.requestId());
      json.putAll(value(set.value()));
    } else if (message instanceof Message.SetData set) {
      json.put("parameter", hex(set.parameter()));
      json.put("data", HEX.formatHex(set.data()));
    } else if (message instanceof Message.SetResponse response) {
      json.put("parameter", hex(response.parameter()));
      json.put("success", response.success());
    } else if (message instanceof Message.Event event) {
      json.put("parameter", hex(event.parameter()));
      json.put("value", HEX.formatHex(event.data()));
    } else if (message instanceof Message.EventAcknowledgement acknowledgement) {
      json.put("success", acknowledgement.success());
    } else if (message instanceof Message.Parameter parameter) {
      json.put("parameter", hex(parameter.parameter()));
      json.put("value", HEX.formatHex(parameter.value()));
    } else if (message instanceof Message.Image image) {
      json.put("parameter", hex(image.parameter()));
      json.put("value", HEX.formatHex(image.value()));
    } else if (message instanceof Message.Other other) {
      json.put("payload", HEX.formatHex(other.data()));
    }
  }

  private static Map<String, Object> value(Value value) {
    return Json.object(
        "type",
        value.type().dlmsName(),
        "value",
        value.type().isNumber() ? value.asNumber() : HEX.formatHex(value.bytes()));
  }

  private static String hex(int id) {
    return "0x%04x".formatted(id);
  }
}
