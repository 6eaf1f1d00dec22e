/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.cli.Problems;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.client.NotificationListener;
import org.meterway.dlms.hdlc.HdlcAddress;
import org.meterway.dlms.transport.ApduTransport;
import org.meterway.dlms.transport.ByteLine;
import org.meterway.dlms.transport.ByteLines;
import org.meterway.dlms.transport.HdlcOptions;
import org.meterway.dlms.transport.SignOnOptions;
import org.meterway.dlms.transport.Transports;
import org.meterway.dlms.transport.WrapperOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a meter is reached, and who we are to it. */
final class ConnectOptions {
  private static final int SIGN_ON_BAUD = 300;
  private static final int LINE_BAUD = 9600;

  @Parameters(index = "0", paramLabel = "URI", description = "the meter")
  private String uri;

  @Option(
      names = "--framing",
      paramLabel = "KIND",
      description = "wrapper, hdlc or mode-e (default: wrapper over TCP and UDP, hdlc else)")
  private Framing framing;

  @Option(
      names = "--client",
      paramLabel = "N",
      description = "the client's address (default 16, the public client)")
  private int client = 16;

  @Option(
      names = "--server",
      paramLabel = "N",
      description = "the logical device's address (default 1, the management one)")
  private int server = 1;

  @Option(
      names = "--physical",
      paramLabel = "N",
      description = "hdlc: the meter's physical address (default: none)")
  private Integer physical;

  @Option(
      names = "--auth",
      paramLabel = "KIND",
      description = "none, lls, hls2, md5, sha1, gmac, sha256 or ecdsa (default none)")
  private Auth auth = Auth.NONE;

  @Option(
      names = "--referencing",
      paramLabel = "KIND",
      description = "ln (logical names) or sn (short names) (default ln)")
  private Referencing referencing = Referencing.LN;

  @Mixin private SecurityOptions security;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "how long an answer may take (default 10)")
  private double timeout = 10;

  @Option(
      names = "--pdu",
      paramLabel = "BYTES",
      description = "the longest APDU that we take (default 65535)")
  private int pduSize = 0xFFFF;

  @Option(
      names = "--gbt",
      arity = "0..1",
      fallbackValue = "1",
      paramLabel = "WINDOW",
      description = "prefer general block transfer, with so many blocks in a row, 1 to 63 (1)")
  private Integer generalBlocks;

  @Option(
      names = "--trace",
      description = "explain each frame on the standard error output, a JSON object a line")
  private boolean trace;

  private enum Framing {
    WRAPPER,
    HDLC,
    MODE_E;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private enum Referencing {
    LN,
    SN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private enum Auth {
    NONE(Mechanism.NONE),
    LLS(Mechanism.LOW),
    HLS2(Mechanism.HIGH),
    MD5(Mechanism.HIGH_MD5),
    SHA1(Mechanism.HIGH_SHA1),
    GMAC(Mechanism.HIGH_GMAC),
    SHA256(Mechanism.HIGH_SHA256),
    ECDSA(Mechanism.HIGH_ECDSA);

    private final Mechanism mechanism;

    Auth(Mechanism mechanism) {
      this.mechanism = mechanism;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A client, and what has to be closed with it. */
  static final class Connection implements AutoCloseable {
    private final DlmsClient client;
    private final DlmsClientOptions options;
    private final OpenSecurity security;

    private Connection(DlmsClient client, DlmsClientOptions options, OpenSecurity security) {
      this.client = client;
      this.options = options;
      this.security = security;
    }

    DlmsClient client() {
      return client;
    }

    /** Ends the association; that a meter does not confirm that is no error any more. */
    @Override
    public void close() throws CommandException {
      try (options) {
        client.close();
      } catch (IOException e) {
        // All that was asked for is done.
      } finally {
        security.close();
      }
    }
  }

  /**
   * Associates.
   *
   * @throws CommandException with status 2 for what fits not together, 3 if the meter cannot be
   *     reached or refuses
   */
  Connection open(Console console, NotificationListener notifications)
      throws CommandException, IOException {
    MeterUri meter = MeterUri.parse(uri);
    OpenSecurity opened = security.open(auth.mechanism);
    DlmsClientOptions options = options(opened, notifications);
    try {
      ApduTransport transport = transport(meter);
      if (trace) {
        transport.trace(new TracePrinter(console, opened.recordedKeys()));
      }
      return new Connection(DlmsClient.open(transport, options), options, opened);
    } catch (IOException e) {
      options.close();
      opened.close();
      throw CommandException.of(
          DlmsCommand.NO_ASSOCIATION, "no association with " + uri + ": " + Problems.of(e), e);
    } catch (IllegalArgumentException e) {
      options.close();
      opened.close();
      throw CommandException.usage(e.getMessage());
    }
  }

  private DlmsClientOptions options(OpenSecurity opened, NotificationListener notifications)
      throws CommandException {
    try {
      DlmsClientOptions.Builder builder =
          DlmsClientOptions.builder()
              .client(client)
              .server(server)
              .authentication(auth.mechanism, opened.password())
              .logicalNames(referencing == Referencing.LN)
              .responseTimeout(timeout())
              .maxPduSize(pduSize)
              .listener(notifications);
      if (opened.keys() != null) {
        builder.security(opened.keys(), opened.policy());
      }
      if (opened.counters() != null) {
        builder.counters(opened.counters());
      }
      if (opened.clientTitle() != null) {
        builder.systemTitle(opened.clientTitle());
      }
      if (generalBlocks != null) {
        builder.preferGeneralBlockTransfer(true).window(generalBlocks);
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      opened.close();
      throw CommandException.usage(e.getMessage());
    }
  }

  private Duration timeout() throws CommandException {
    if (!(timeout >= 0.01 && timeout <= 3600)) {
      throw CommandException.usage("--timeout is " + timeout + ", expected 0.01 to 3600 seconds");
    }
    return Duration.ofNanos((long) (timeout * 1e9));
  }

  private ApduTransport transport(MeterUri meter) throws CommandException, IOException {
    Framing kind = framing;
    if (kind == null) {
      kind = meter.kind() == MeterUri.Kind.SERIAL ? Framing.HDLC : Framing.WRAPPER;
    }
    if (kind == Framing.WRAPPER) {
      return wrapper(meter);
    }
    if (meter.kind() == MeterUri.Kind.UDP) {
      throw CommandException.usage("--framing " + kind + " does not go over UDP, use wrapper");
    }
    HdlcAddress address =
        physical == null ? HdlcAddress.server(server) : HdlcAddress.server(server, physical);
    HdlcOptions hdlc =
        HdlcOptions.of(client, address).withTimeouts(timeout(), Duration.ofMillis(500));
    boolean isSerial = meter.kind() == MeterUri.Kind.SERIAL;
    ByteLine line =
        isSerial
            ? SerialByteLine.of(meter, kind == Framing.MODE_E ? SIGN_ON_BAUD : LINE_BAUD)
            : ByteLines.tcp(resolved(meter), timeout());
    if (kind == Framing.HDLC) {
      return Transports.hdlc(line, hdlc);
    }
    return Transports.modeE(line, SignOnOptions.defaults().withParity(isSerial), hdlc);
  }

  private ApduTransport wrapper(MeterUri meter) throws CommandException {
    WrapperOptions options = WrapperOptions.defaults().withConnectTimeout(timeout());
    return switch (meter.kind()) {
      case TCP -> Transports.tcpWrapper(resolved(meter), client, server, options);
      case UDP -> Transports.udpWrapper(resolved(meter), client, server, options);
      case SERIAL ->
          throw CommandException.usage(
              "--framing wrapper does not go over a serial line, use hdlc or mode-e");
    };
  }

  private InetSocketAddress resolved(MeterUri meter) throws CommandException {
    InetSocketAddress address = meter.address();
    if (address.isUnresolved()) {
      throw CommandException.of(
          DlmsCommand.NO_ASSOCIATION,
          "no association with " + uri + ": no address is known of '" + meter.host() + "'",
          null);
    }
    return address;
  }
}
