/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLSession;
import org.meterway.api.tls.TlsIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a head end's connections are secured with, read again when it was renewed. Used by the
 * agent's thread; the report may be read by any.
 */
final class TlsCredentials {
  private static final Logger LOG = LoggerFactory.getLogger(TlsCredentials.class);

  private final String headEnd;
  private final TlsSettings settings;
  private final TlsSource source;
  private TlsMaterial material;
  private String logged = "";
  private volatile TlsReport report = TlsReport.NONE;

  /**
   * Credentials that are not read yet.
   *
   * @param identity the service that takes the place of files where the settings name one
   */
  TlsCredentials(String headEnd, TlsSettings settings, Supplier<TlsIdentity> identity) {
    this.headEnd = headEnd;
    this.settings = settings;
    source = settings.fromIdentity() ? new TlsService(settings, identity) : new TlsFiles(settings);
  }

  /**
   * Sees to it that there is something to use: what is there now, or what was there before if that
   * has become unusable.
   *
   * @throws TlsException if there is nothing, with the reason in words
   */
  void prepare() throws TlsException {
    refresh();
    if (material == null) {
      throw new TlsException(report.problem());
    }
  }

  /** A connection with what is prepared. */
  TlsChannel over(TransportChannel channel, int port) {
    return new TlsChannel(channel, material.engine(settings, port), material.client());
  }

  /** Reads what may have been renewed; returns whether the next attempt has better prospects. */
  boolean refresh() {
    if (material != null && report.problem().isEmpty() && !source.isOutdated()) {
      return false;
    }
    try {
      return use(source.load());
    } catch (TlsException e) {
      problem(e.getMessage());
      return false;
    }
  }

  /** Tells with what a connection was made. */
  void connected(SSLSession session) {
    report = report.with(session);
  }

  TlsReport report() {
    return report;
  }

  private boolean use(TlsMaterial read) {
    boolean renewed = material == null || !material.sameAs(read);
    if (renewed) {
      material = read;
      report = report.withOwn(only(read.own()));
    }
    boolean repaired = !report.problem().isEmpty();
    report = report.withProblem("");
    logged = "";
    String warning = report.warning(Instant.now());
    if (renewed && !warning.isEmpty()) {
      LOG.warn("{}: {}", headEnd, warning);
    }
    return renewed || repaired;
  }

  private void problem(String words) {
    report =
        report.withProblem(
            material == null ? words : words + "; what was read before stays in use");
    if (material != null && !logged.equals(words)) {
      LOG.warn("{}: {}", headEnd, report.problem());
    }
    logged = words;
  }

  private static X509Certificate only(Set<List<X509Certificate>> chains) {
    return chains.size() == 1 ? chains.iterator().next().get(0) : null;
  }
}
