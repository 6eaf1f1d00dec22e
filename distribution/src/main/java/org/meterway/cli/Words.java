/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;
import org.meterway.simulator.SimulatedPayload;

/** Messages and figures as a person says them. */
final class Words {
  /** An arrow, plain where the terminal has no other. */
  static final String ARROW = terminalKnows("→") ? "→" : "->";

  private static final int LONGEST_HEX = 16;
  private static final int LONGEST_TEXT = 80;
  private static final Map<Integer, String> NAMES =
      Map.of(
          Parameters.MODULE_STATE, "module state",
          Parameters.LINK_QUALITY, "link quality",
          Parameters.SERIAL_NUMBER, "serial number",
          Parameters.DEVICE_NAME, "device name");

  private Words() {}

  private static boolean terminalKnows(String text) {
    String name = System.getProperty("native.encoding", "UTF-8");
    return Charset.isSupported(name) && Charset.forName(name).newEncoder().canEncode(text);
  }

  /** Such as {@code 0x8007 device name}. */
  static String parameter(int id) {
    String name =
        Parameters.isImage(id)
            ? "image transfer"
            : NAMES.getOrDefault(id, id >> 8 == 0x28 ? "module parameter" : "");
    return ("0x%04x %s".formatted(id, name)).strip();
  }

  /** Any message, in the form that {@code encode} reads. */
  static String message(Message message) {
    JsonLine line = new JsonLine();
    MessageJson.write(message, line);
    return "{" + line.toString().substring(1) + "}";
  }

  /** A question, setting or event. */
  static String question(Message message) {
    if (message instanceof Message.Get get) {
      return "asks for " + parameter(get.parameter());
    }
    if (message instanceof Message.Set set) {
      return "sets " + parameter(set.parameter()) + " to " + value(set.value());
    }
    if (message instanceof Message.SetData set) {
      return "sets " + parameter(set.parameter()) + " to " + hex(set.data());
    }
    if (message instanceof Message.Event event) {
      return "tells of event " + parameter(event.parameter()) + ", data hex " + hex(event.data());
    }
    if (message instanceof Message.Parameter bare) {
      return (bare.command() == Command.SET.code() ? "sets " : "tells ")
          + parameter(bare.parameter())
          + " to "
          + text(bare.value());
    }
    return "sends " + MessageJson.commandName(message.command());
  }

  /** An answer. */
  static String answer(Message message) {
    if (message instanceof Message.GetResponse response) {
      return "answered " + value(response.value());
    }
    if (message instanceof Message.GetError) {
      return "answered \"not known here\"";
    }
    if (message instanceof Message.SetResponse response) {
      return response.success() ? "accepted" : "refused";
    }
    if (message instanceof Message.EventAcknowledgement acknowledgement) {
      return acknowledgement.success() ? "acknowledged" : "not accepted";
    }
    if (message instanceof Message.Parameter bare) {
      return "answered " + text(bare.value());
    }
    return MessageJson.commandName(message.command());
  }

  private static String value(Value value) {
    return value.type().isNumber() ? Long.toString(value.asNumber()) : text(value.bytes());
  }

  /** In quotes where the bytes are printable, else in hex. */
  static String text(byte[] bytes) {
    for (byte octet : bytes) {
      if (octet < 0x20 || octet > 0x7E) {
        return "hex " + hex(bytes);
      }
    }
    return bytes.length == 0
        ? "nothing"
        : "\"" + new String(bytes, StandardCharsets.US_ASCII) + "\"";
  }

  /** In quotes where it is a line of text that is not too long, else in hex, shortened. */
  static String data(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).stripTrailing();
    boolean plain =
        text.length() <= LONGEST_TEXT && text.chars().allMatch(c -> c >= ' ' && c < 127);
    return plain ? '"' + text + '"' : hex(bytes);
  }

  /** In hex, shortened. */
  static String hex(byte[] bytes) {
    HexFormat spaced = HexFormat.ofDelimiter(" ");
    return bytes.length <= LONGEST_HEX
        ? spaced.formatHex(bytes)
        : spaced.formatHex(bytes, 0, LONGEST_HEX) + " ... (" + bytes.length + " bytes)";
  }

  /** Such as {@code 0.31 ms}. */
  static String time(long nanos) {
    double ms = nanos / 1e6;
    return String.format(Locale.ROOT, ms < 10 ? "%.2f ms" : ms < 100 ? "%.1f ms" : "%.0f ms", ms);
  }

  /** Such as {@code 48 bytes, seq 17}. */
  static String payload(SimulatedPayload payload) {
    return payload.length() + " bytes, seq " + payload.sequence();
  }

  /** Median and 99th percentile, for the end of a summary; nothing where nothing was measured. */
  static String latency(Histogram nanos) {
    return nanos.getTotalCount() == 0
        ? ""
        : " latency median "
            + time(nanos.getValueAtPercentile(50))
            + ", p99 "
            + time(nanos.getValueAtPercentile(99));
  }
}
