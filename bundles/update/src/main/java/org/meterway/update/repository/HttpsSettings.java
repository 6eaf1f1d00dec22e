/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.repository;

import java.time.Duration;

/**
 * How a server is reached.
 *
 * @param caFile PEM file of the certificate authorities that count instead of Java's own; empty for
 *     those
 * @param proxy {@code host:port}; empty for what Java is told with {@code https.proxyHost}
 * @param patience how long a connection may take, and how long no byte may come
 */
public record HttpsSettings(String caFile, String proxy, Duration patience) {
  /** Java's own authorities, no proxy of one's own, 30 seconds. */
  public static final HttpsSettings DEFAULT = new HttpsSettings("", "", Duration.ofSeconds(30));
}
