/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.meterway.api.status.Counters;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.client.SecurityErrorException;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.transport.ApduTransport;
import org.meterway.dlms.transport.ByteLine;
import org.meterway.dlms.transport.ByteLines;
import org.meterway.dlms.transport.FrameTrace;
import org.meterway.dlms.transport.HdlcOptions;
import org.meterway.dlms.transport.SignOnOptions;
import org.meterway.dlms.transport.Transports;
import org.meterway.dlms.transport.WrapperOptions;

/** Makes associations as a meter's options say. */
final class MeterConnector {
  private static final int PUBLIC_CLIENT = 16;

  private final SharedLines lines;
  private final Optional<Path> folder;
  private final CounterShelf shelf;
  private final Counters<MeterCounter> counters;

  /**
   * @param lines where the lines of ports and links are
   * @param folder for invocation counters
   */
  MeterConnector(
      SharedLines lines,
      Optional<Path> folder,
      CounterShelf shelf,
      Counters<MeterCounter> counters) {
    this.lines = lines;
    this.folder = folder;
    this.shelf = shelf;
    this.counters = counters;
  }

  /**
   * Associates.
   *
   * @param announced is told of each transport before it is opened, so that another thread may
   *     close it
   */
  MeterSession connect(MeterOptions options, Consumer<ApduTransport> announced) throws IOException {
    MeterSecurity security = options.security();
    CounterShelf.Lease lease = null;
    DlmsClientOptions clientOptions = null;
    boolean done = false;
    try {
      if (security.needsKeys()) {
        lease = lease(security);
        learnCounter(options, lease, announced);
      }
      clientOptions = clientOptions(options, lease);
      ApduTransport transport = transport(options, options.route().client());
      announced.accept(transport);
      DlmsClient client = DlmsClient.open(transport, clientOptions);
      counters.increment(MeterCounter.ASSOCIATIONS);
      done = true;
      return new MeterSession(client, clientOptions, lease);
    } catch (CipheringException e) {
      throw new SecurityErrorException(e.getMessage(), e);
    } finally {
      if (!done) {
        MeterSession.close(clientOptions, lease);
      }
    }
  }

  private CounterShelf.Lease lease(MeterSecurity security) throws CipheringException {
    byte[] title = HexFormat.of().parseHex(security.title());
    return shelf.lease(folder, title, security.encryptionKey().octets());
  }

  /** With a new counter: what others may have used with these keys is not to be used again. */
  private void learnCounter(
      MeterOptions options, CounterShelf.Lease lease, Consumer<ApduTransport> announced)
      throws IOException {
    MeterSecurity security = options.security();
    if (security.counterObject() != null && lease.isToBeLearnt()) {
      ApduTransport transport = transport(options, PUBLIC_CLIENT);
      announced.accept(transport);
      DlmsClient.readInvocationCounter(transport, security.counterObject(), lease.counters());
      lease.learnt();
    }
  }

  private DlmsClientOptions clientOptions(MeterOptions options, CounterShelf.Lease lease)
      throws CipheringException {
    MeterSecurity security = options.security();
    DlmsClientOptions.Builder builder =
        DlmsClientOptions.builder()
            .client(options.route().client())
            .server(options.route().server())
            .authentication(security.mechanism(), security.secret().octets())
            .logicalNames(options.logicalNames())
            .maxPduSize(options.pduSize())
            .responseTimeout(options.timing().response())
            .retries(options.retries())
            .listener(heard -> counters.increment(MeterCounter.NOTIFICATIONS));
    if (!security.title().isEmpty()) {
      builder.systemTitle(HexFormat.of().parseHex(security.title()));
    }
    if (!security.meterTitle().isEmpty()) {
      builder.serverSystemTitle(HexFormat.of().parseHex(security.meterTitle()));
    }
    if (lease != null) {
      builder.security(security.keys(), security.policy()).counters(lease.counters());
    }
    return builder.build();
  }

  private ApduTransport transport(MeterOptions options, int client) throws IOException {
    Route route = options.route();
    WrapperOptions wrapper =
        WrapperOptions.defaults().withConnectTimeout(options.timing().connect());
    int server = route.server();
    ApduTransport transport;
    if (route.framing() != Route.Framing.WRAPPER) {
      transport = hdlc(options, client);
    } else {
      transport =
          switch (route.kind()) {
            case TCP -> Transports.tcpWrapper(address(route), client, server, wrapper);
            case UDP -> Transports.udpWrapper(address(route), client, server, wrapper);
            case PORT, LINK -> Transports.wrapper(lines.line(), client, server, wrapper);
          };
    }
    transport.trace(this::count);
    return transport;
  }

  private ApduTransport hdlc(MeterOptions options, int client) throws IOException {
    Route route = options.route();
    MeterTiming timing = options.timing();
    ByteLine line =
        route.kind() == Route.Kind.TCP
            ? ByteLines.tcp(address(route), timing.connect())
            : lines.line();
    HdlcOptions hdlc =
        HdlcOptions.of(client, route.address())
            .withTimeouts(timing.response(), timing.interOctet())
            .withRetries(options.retries());
    if (route.framing() == Route.Framing.HDLC) {
      return Transports.hdlc(line, hdlc);
    }
    // The line stays at its speed, so the meter is to stay at it too.
    SignOnOptions signOn =
        SignOnOptions.defaults()
            .withBauds(route.signOnBaud(), route.signOnBaud())
            .withTimeouts(timing.response(), SignOnOptions.defaults().interOctetTimeout())
            .withRetries(options.retries())
            .withParity(route.kind() == Route.Kind.PORT);
    return Transports.modeE(line, signOn, hdlc);
  }

  /** Resolved each time: names move. */
  private static InetSocketAddress address(Route route) throws IOException {
    InetSocketAddress address = new InetSocketAddress(route.host(), route.port());
    if (address.isUnresolved()) {
      throw new IOException("no address is known of host '" + route.host() + "'");
    }
    return address;
  }

  private void count(
      FrameTrace.Direction direction,
      FrameTrace.Framing framing,
      byte[] bytes,
      int offset,
      int length) {
    boolean isSent = direction == FrameTrace.Direction.SENT;
    counters.add(isSent ? MeterCounter.BYTES_OUT : MeterCounter.BYTES_IN, length);
  }
}
