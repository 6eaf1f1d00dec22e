/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.message.Value;

/** A message as members of a JSON object; {@link MessageParser} reads them back. */
final class MessageJson {
  private MessageJson() {}

  /** The name of a command, or such as {@code 0x1f} where it has none. */
  static String commandName(int command) {
    return Command.of(command).map(Command::name).orElseGet(() -> "0x%02x".formatted(command));
  }

  /** Adds protocol, command and what the body says. */
  static void write(Message message, JsonLine line) {
    line.id("protocol", message.protocol()).word("command", commandName(message.command()));
    if (message instanceof Message.Transparent transparent) {
      line.hex("payload", transparent.payload());
    } else if (message instanceof Message.Get get) {
      line.id("parameter", get.parameter());
      get.requestId().ifPresent(id -> line.number("requestId", id));
    } else if (message instanceof Message.GetResponse response) {
      line.id("parameter", response.parameter()).number("requestId", response.requestId());
      value(response.value(), line);
    } else if (message instanceof Message.GetError error) {
      line.id("parameter", error.parameter()).bool("success", false);
    } else if (message instanceof Message.Set set) {
      line.id("parameter", set.parameter()).number("requestId", set.requestId());
      value(set.value(), line);
    } else if (message instanceof Message.SetData set) {
      line.id("parameter", set.parameter()).hex("data", set.data());
    } else if (message instanceof Message.SetResponse response) {
      line.id("parameter", response.parameter()).bool("success", response.success());
    } else if (message instanceof Message.Event event) {
      line.id("parameter", event.parameter()).hex("value", event.data());
    } else if (message instanceof Message.EventAcknowledgement acknowledgement) {
      line.bool("success", acknowledgement.success());
    } else if (message instanceof Message.Parameter parameter) {
      line.id("parameter", parameter.parameter()).hex("value", parameter.value());
    } else if (message instanceof Message.Image image) {
      line.id("parameter", image.parameter()).hex("value", image.value());
    } else if (message instanceof Message.Other other) {
      line.hex("payload", other.data());
    }
  }

  private static void value(Value value, JsonLine line) {
    line.word("type", value.type().dlmsName());
    if (value.type().isNumber()) {
      line.number("value", value.asNumber());
    } else {
      line.hex("value", value.bytes());
    }
  }
}
