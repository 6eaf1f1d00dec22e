/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.net.InetSocketAddress;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * What a simulated head end does.
 *
 * @param address where it listens; port 0 means any free one
 * @param echo whether all that comes is sent back; not with {@link Confirmation.Sequence}
 * @param confirmation how it says that it has a payload
 * @param tls for connections with TLS; {@code null} for plain ones
 * @param clientCertificate whether a gateway must show a certificate, with TLS
 * @param faults what it does wrong
 */
public record HeadEndOptions(
    InetSocketAddress address,
    boolean echo,
    Confirmation confirmation,
    SSLContext tls,
    boolean clientCertificate,
    FaultPlan faults) {
  /** Checks. */
  public HeadEndOptions {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(confirmation, "confirmation");
    Objects.requireNonNull(faults, "faults");
    if (echo && confirmation instanceof Confirmation.Sequence) {
      throw new IllegalArgumentException("nothing is echoed where payloads are numbered");
    }
  }

  /** A plain head end without faults. */
  public static HeadEndOptions at(InetSocketAddress address) {
    return new HeadEndOptions(address, false, Confirmation.NONE, null, false, FaultPlan.none());
  }

  /** As this one, with an echo. */
  public HeadEndOptions echoing(boolean echoes) {
    return new HeadEndOptions(address, echoes, confirmation, tls, clientCertificate, faults);
  }

  /** As this one, with a confirmation. */
  public HeadEndOptions confirming(Confirmation how) {
    return new HeadEndOptions(address, echo, how, tls, clientCertificate, faults);
  }

  /** As this one, with TLS. */
  public HeadEndOptions secured(SSLContext context, boolean needsClientCertificate) {
    return new HeadEndOptions(address, echo, confirmation, context, needsClientCertificate, faults);
  }

  /** As this one, with faults. */
  public HeadEndOptions failing(FaultPlan plan) {
    return new HeadEndOptions(address, echo, confirmation, tls, clientCertificate, plan);
  }
}
