/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.meterway.api.message.Message;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;

/** What a message says, for a person. */
final class MessageWords {
  /** Longer values are cut; the hex view has more. */
  private static final int LONGEST_VALUE = 64;

  private static final Map<Integer, String> NAMES =
      Map.of(
          Parameters.MODULE_STATE, "module state",
          Parameters.LINK_QUALITY, "link quality",
          Parameters.SERIAL_NUMBER, "serial number",
          Parameters.DEVICE_NAME, "device name");

  private MessageWords() {}

  /** Adds the parameter, its name, and the value. */
  static void write(Message message, Json json) {
    if (message instanceof Message.Transparent transparent) {
      json.member("value", octets(transparent.payload()));
    } else if (message instanceof Message.Get get) {
      parameter(get.parameter(), json);
    } else if (message instanceof Message.GetResponse response) {
      parameter(response.parameter(), json).member("value", value(response.value()));
    } else if (message instanceof Message.GetError error) {
      parameter(error.parameter(), json).member("value", "cannot be had");
    } else if (message instanceof Message.Set set) {
      parameter(set.parameter(), json).member("value", value(set.value()));
    } else if (message instanceof Message.SetData set) {
      parameter(set.parameter(), json).member("value", octets(set.data()));
    } else if (message instanceof Message.SetResponse response) {
      parameter(response.parameter(), json).member("value", success(response.success()));
    } else if (message instanceof Message.Event event) {
      parameter(event.parameter(), json).member("value", octets(event.data()));
    } else if (message instanceof Message.EventAcknowledgement acknowledgement) {
      json.member("value", success(acknowledgement.success()));
    } else if (message instanceof Message.Parameter parameter) {
      parameter(parameter.parameter(), json).member("value", octets(parameter.value()));
    } else if (message instanceof Message.Image image) {
      parameter(image.parameter(), json).member("value", octets(image.value()));
    } else if (message instanceof Message.Other other) {
      json.member("value", octets(other.data()));
    }
  }

  private static Json parameter(int id, Json json) {
    String name = Parameters.isImage(id) ? "image transfer" : NAMES.getOrDefault(id, "");
    return json.member("parameter", "0x%04x".formatted(id)).member("parameterName", name);
  }

  private static String success(boolean success) {
    return success ? "done" : "refused";
  }

  private static String value(Value value) {
    return value.type().isNumber() ? Long.toString(value.asNumber()) : octets(value.bytes());
  }

  /** Text where all of it is readable, else hex digits. */
  static String octets(byte[] bytes) {
    boolean readable = bytes.length > 0;
    for (byte octet : bytes) {
      readable &= octet >= 0x20 && octet < 0x7F;
    }
    int shown = Math.min(bytes.length, LONGEST_VALUE);
    String text =
        readable
            ? '"' + new String(bytes, 0, shown, StandardCharsets.US_ASCII) + '"'
            : HexFormat.ofDelimiter(" ").formatHex(bytes, 0, shown);
    return shown < bytes.length ? text + " …" : text;
  }
}
