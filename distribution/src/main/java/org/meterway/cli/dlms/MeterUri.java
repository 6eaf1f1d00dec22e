/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.meterway.cli.CommandException;

/**
 * Where a meter is.
 *
 * @param kind of the line
 * @param host of TCP and UDP; else null
 * @param port of TCP and UDP; else 0
 * @param device of a serial line; else null
 * @param settings of a serial line, by name
 */
record MeterUri(Kind kind, String host, int port, String device, Map<String, String> settings) {
  private static final String FORM =
      "expected tcp://HOST:PORT, udp://HOST:PORT or serial:/dev/ttyUSB0?baudRate=9600";
  private static final Set<String> SETTINGS = Set.of("baudRate", "dataBits", "parity", "stopBits");

  /** What kind of line it is. */
  enum Kind {
    TCP,
    UDP,
    SERIAL
  }

  static MeterUri parse(String text) throws CommandException {
    if (text.startsWith("serial:")) {
      return serial(text);
    }
    try {
      URI uri = new URI(text);
      Kind kind =
          switch (String.valueOf(uri.getScheme())) {
            case "tcp" -> Kind.TCP;
            case "udp" -> Kind.UDP;
            default -> null;
          };
      boolean isPlain =
          uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null
              && (uri.getPath() == null || uri.getPath().isEmpty());
      if (kind == null || uri.getHost() == null || !isPlain) {
        throw wrong(text);
      }
      if (uri.getPort() < 1 || uri.getPort() > 0xFFFF) {
        throw CommandException.usage("'" + text + "' has no port of 1 to 65535; " + FORM);
      }
      return new MeterUri(kind, uri.getHost(), uri.getPort(), null, Map.of());
    } catch (URISyntaxException e) {
      throw wrong(text);
    }
  }

  private static CommandException wrong(String text) {
    return CommandException.usage("'" + text + "' names no meter; " + FORM);
  }

  private static MeterUri serial(String text) throws CommandException {
    String rest = text.substring("serial:".length());
    int question = rest.indexOf('?');
    String device = question < 0 ? rest : rest.substring(0, question);
    if (device.isEmpty()) {
      throw wrong(text);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    if (question >= 0) {
      for (String setting : rest.substring(question + 1).split("&")) {
        int equals = setting.indexOf('=');
        String name = equals < 0 ? setting : setting.substring(0, equals);
        if (equals < 0 || !SETTINGS.contains(name)) {
          throw CommandException.usage(
              "'"
                  + setting
                  + "' in '"
                  + text
                  + "', expected baudRate=, dataBits=, parity= or stopBits=");
        }
        settings.put(
            name, URLDecoder.decode(setting.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return new MeterUri(Kind.SERIAL, null, 0, device, settings);
  }

  /** The address; resolved where there is one. */
  InetSocketAddress address() {
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new InetSocketAddress(name, port);
  }
}
