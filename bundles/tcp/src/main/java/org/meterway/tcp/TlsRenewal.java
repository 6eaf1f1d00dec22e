/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.meterway.api.tls.TlsIdentity;

/**
 * With which credentials connections are made, and when to look whether they were renewed. Used by
 * the agent's thread, but for the keystore, which may come and go on any, and the report.
 */
final class TlsRenewal {
  /** What a look has brought. */
  enum News {
    /** Nothing that matters now. */
    NONE,
    /** An attempt may succeed that did not before. */
    BETTER,
    /** Another keystore is meant than the present connection was made with. */
    OTHER
  }

  private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final String headEnd;
  private volatile TlsIdentity identity;
  private volatile boolean identityChanged;

  /** Written by the agent; {@code null} where connections are in clear. */
  private volatile TlsCredentials credentials;

  // Agent's thread only.
  private Optional<TlsSettings> settings = Optional.empty();
  private long checkAt;
  private String connectedAs = "";

  TlsRenewal(String headEnd) {
    this.headEnd = headEnd;
  }

  /** Takes settings; none for connections in clear. */
  void apply(Optional<TlsSettings> newSettings, long now) {
    if (!newSettings.equals(settings)) {
      settings = newSettings;
      credentials =
          newSettings.map(it -> new TlsCredentials(headEnd, it, () -> identity)).orElse(null);
      checkAt = now + CHECK_NANOS;
    }
  }

  /** Takes a keystore, or learns that its content has changed. */
  void identify(TlsIdentity keystore) {
    identity = keystore;
    identityChanged = true;
  }

  /** A keystore is gone; a connection that was made with it stays. */
  void identifyNoMore(TlsIdentity keystore) {
    if (identity == keystore) {
      identity = null;
    }
  }

  /** What is to be shown. */
  TlsReport report() {
    TlsCredentials current = credentials;
    return current == null ? TlsReport.NONE : current.report();
  }

  /** Whether connections are secured. */
  boolean isOn() {
    return credentials != null;
  }

  /**
   * Looks for renewed keys and certificates if it is time to, or if there is news of a keystore.
   */
  News check(long now) {
    boolean usesKeystore = settings.filter(TlsSettings::fromIdentity).isPresent();
    boolean told = identityChanged && usesKeystore;
    if (!isOn() || !told && !SessionWatch.isOver(checkAt, now)) {
      return News.NONE;
    }
    identityChanged = false;
    checkAt = now + CHECK_NANOS;
    TlsIdentity current = identity;
    if (usesKeystore && current != null && !current.name().equals(connectedAs)) {
      return News.OTHER;
    }
    return credentials.refresh() || told ? News.BETTER : News.NONE;
  }

  /** The earlier of a time and that of the next look. */
  long nextCheck(long otherwise) {
    return isOn() ? SessionWatch.earlier(otherwise, checkAt) : otherwise;
  }

  /**
   * Before a connection is tried: sees to it that there is something to secure it with.
   *
   * @throws TlsException if there is not, with the reason in words
   */
  void prepare() throws TlsException {
    if (isOn()) {
      TlsIdentity used = identity;
      connectedAs = used == null ? connectedAs : used.name();
      credentials.prepare();
    }
  }

  /** Secures a connection with what is prepared. */
  TlsChannel over(TransportChannel channel, int port) {
    return credentials.over(channel, port);
  }

  /** Tells with what a connection was made. */
  void connected(SSLSession session) {
    credentials.connected(session);
  }
}
