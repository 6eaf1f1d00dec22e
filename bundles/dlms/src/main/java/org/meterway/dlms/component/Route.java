/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.meterway.api.config.Validation;
import org.meterway.dlms.hdlc.HdlcAddress;

/**
 * The way to a meter.
 *
 * @param kind what is between
 * @param host of TCP and UDP; else empty
 * @param port of TCP and UDP; else 0
 * @param framing what APDUs travel in
 * @param client the client's address
 * @param server the logical device's
 * @param physical the meter's HDLC address; 0 for none
 * @param signOnBaud the speed of a sign-on
 */
record Route(
    Kind kind,
    String host,
    int port,
    Framing framing,
    int client,
    int server,
    int physical,
    int signOnBaud) {
  private static final String FORM =
      "tcp://HOST:PORT or udp://HOST:PORT with a port of 1 to 65535, such as tcp://10.0.0.5:4059";
  private static final int LAST_PORT = 0xFFFF;
  private static final int LAST_HDLC_CLIENT = 127;
  private static final int LAST_HDLC_SERVER = 16383;

  /** What is between the gateway and the meter. */
  enum Kind {
    /** A TCP connection. */
    TCP,
    /** Datagrams. */
    UDP,
    /** A serial port of the gateway. */
    PORT,
    /** The transparent channel of a link. */
    LINK
  }

  /** What APDUs travel in. */
  enum Framing {
    /** The wrapper. */
    WRAPPER,
    /** HDLC. */
    HDLC,
    /** HDLC after a sign-on. */
    MODE_E
  }

  /** Reads and checks them. */
  static Route of(Validation validation, DlmsMeterConfig config) {
    Framing framing = validation.choice("framing", config.framing(), Framing.class);
    int client = validation.range("client", config.client(), 1, LAST_PORT);
    int server = validation.range("server", config.server(), 0, LAST_PORT);
    int physical = validation.range("physical", config.physical(), 0, LAST_HDLC_SERVER);
    int baud = validation.range("signOnBaudRate", config.signOnBaudRate(), 300, 115_200);
    boolean isHdlc = framing == Framing.HDLC || framing == Framing.MODE_E;
    if (isHdlc && client > LAST_HDLC_CLIENT) {
      validation.reject("client", client, "1 to 127 with HDLC");
    }
    if (isHdlc && server > LAST_HDLC_SERVER) {
      validation.reject("server", server, "0 to 16383 with HDLC");
    }
    Route none = new Route(null, "", 0, framing, client, server, physical, baud);
    return none.to(validation, config);
  }

  private Route to(Validation validation, DlmsMeterConfig config) {
    String uri = strip(config.uri());
    boolean hasPort = !strip(config.MeterPort_target()).isEmpty();
    boolean hasLink = !strip(config.MeterLink_target()).isEmpty();
    int ways = (uri.isEmpty() ? 0 : 1) + (hasPort ? 1 : 0) + (hasLink ? 1 : 0);
    if (ways != 1) {
      validation.reject(
          "uri",
          uri,
          "one of uri, MeterPort.target and MeterLink.target to say where the meter is, not "
              + ways);
      return this;
    }
    if (hasPort || hasLink) {
      return with(hasPort ? Kind.PORT : Kind.LINK, "", 0);
    }
    return to(validation, uri);
  }

  private Route to(Validation validation, String text) {
    try {
      URI uri = new URI(text);
      String scheme = String.valueOf(uri.getScheme()).toUpperCase(Locale.ROOT);
      boolean isPlain =
          uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null
              && strip(uri.getPath()).isEmpty();
      boolean isKnown = scheme.equals("TCP") || scheme.equals("UDP");
      if (isKnown
          && isPlain
          && uri.getHost() != null
          && uri.getPort() >= 1
          && uri.getPort() <= LAST_PORT) {
        if (scheme.equals("UDP") && framing != Framing.WRAPPER) {
          validation.reject("framing", framing, "WRAPPER over UDP");
        }
        return with(Kind.valueOf(scheme), uri.getHost().replaceAll("[\\[\\]]", ""), uri.getPort());
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    validation.reject("uri", text, FORM);
    return this;
  }

  private Route with(Kind newKind, String newHost, int newPort) {
    return new Route(newKind, newHost, newPort, framing, client, server, physical, signOnBaud);
  }

  private static String strip(String text) {
    return text == null ? "" : text.strip();
  }

  SharedLines.Choice choice() {
    return switch (kind) {
      case TCP, UDP -> SharedLines.Choice.NONE;
      case PORT -> SharedLines.Choice.PORT;
      case LINK -> SharedLines.Choice.LINK;
    };
  }

  HdlcAddress address() {
    return physical == 0 ? HdlcAddress.server(server) : HdlcAddress.server(server, physical);
  }

  /** Where the meter is, if this says it by itself. */
  String inWords() {
    String words = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return kind == Kind.TCP || kind == Kind.UDP
        ? kind.name().toLowerCase(Locale.ROOT) + "://" + words + ":" + port
        : "";
  }
}
