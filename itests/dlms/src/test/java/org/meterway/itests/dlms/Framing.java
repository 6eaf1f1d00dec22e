/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.dlms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.hdlc.HdlcAddress;
import org.meterway.dlms.hdlc.HdlcParameters;
import org.meterway.dlms.transport.ApduTransport;
import org.meterway.dlms.transport.ByteLine;
import org.meterway.dlms.transport.ByteLines;
import org.meterway.dlms.transport.HdlcOptions;
import org.meterway.dlms.transport.SignOnOptions;
import org.meterway.dlms.transport.Transports;
import org.meterway.dlms.transport.WrapperOptions;

/** What is between client and meter, over TCP. */
enum Framing {
  WRAPPER {
    @Override
    ApduTransport to(InetSocketAddress meter, DlmsClientOptions options) {
      return Transports.tcpWrapper(
          meter, options.client(), options.server(), WrapperOptions.defaults());
    }
  },

  HDLC {
    @Override
    ApduTransport to(InetSocketAddress meter, DlmsClientOptions options) {
      return Transports.hdlc(line(meter), hdlc(options, HdlcParameters.DEFAULT));
    }
  },

  /** Long information fields, three frames in a row. */
  HDLC_WIDE {
    @Override
    ApduTransport to(InetSocketAddress meter, DlmsClientOptions options) {
      return Transports.hdlc(line(meter), hdlc(options, HdlcParameters.of(512, 3)));
    }
  },

  MODE_E {
    @Override
    ApduTransport to(InetSocketAddress meter, DlmsClientOptions options) {
      return Transports.modeE(
          line(meter),
          SignOnOptions.defaults().withParity(false),
          hdlc(options, HdlcParameters.DEFAULT));
    }
  };

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A transport that is not open yet. */
  abstract ApduTransport to(InetSocketAddress meter, DlmsClientOptions options);

  /** Meterway's client, associated. */
  DlmsClient open(InetSocketAddress meter, DlmsClientOptions.Builder builder) throws IOException {
    DlmsClientOptions options = builder.build();
    return DlmsClient.open(to(meter, options), options);
  }

  private static ByteLine line(InetSocketAddress meter) {
    return ByteLines.tcp(meter, CONNECT);
  }

  private static HdlcOptions hdlc(DlmsClientOptions options, HdlcParameters parameters) {
    return HdlcOptions.of(options.client(), HdlcAddress.server(options.server()))
        .withParameters(parameters);
  }
}
