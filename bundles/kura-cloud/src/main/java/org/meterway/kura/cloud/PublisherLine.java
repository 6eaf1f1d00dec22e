/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;

/** One cloud publisher in use, and what it tells. Thread-safe. */
final class PublisherLine
    implements ChosenService.Line, CloudConnectionListener, CloudDeliveryListener {
  /** Kura's property by which publishers name their cloud connection. */
  static final String ENDPOINT = "cloud.endpoint.service.pid";

  private final CloudPublisher publisher;
  private final String endpoint;
  private final Confirmations confirmations;
  private final Runnable onNews;
  private final AtomicReference<Connection> heard = new AtomicReference<>(Connection.UNKNOWN);

  /**
   * @param properties the publisher's service properties
   * @param onNews called, on any thread, when the connection may have changed, or a payload was
   *     confirmed; must not wait
   */
  PublisherLine(
      CloudPublisher publisher,
      Map<String, ?> properties,
      Confirmations confirmations,
      Runnable onNews) {
    this.publisher = publisher;
    endpoint = properties.get(ENDPOINT) instanceof String name ? name : "";
    this.confirmations = confirmations;
    this.onNews = onNews;
  }

  @Override
  public CloudPublisher service() {
    return publisher;
  }

  /** The name of the cloud connection; empty if the publisher does not tell. */
  String endpoint() {
    return endpoint;
  }

  /** What the publisher last told of its connection. */
  Connection heard() {
    return heard.get();
  }

  @Override
  public void open() {
    publisher.registerCloudConnectionListener(this);
    publisher.registerCloudDeliveryListener(this);
    onNews.run();
  }

  @Override
  public void close() {
    publisher.unregisterCloudConnectionListener(this);
    publisher.unregisterCloudDeliveryListener(this);
    onNews.run();
  }

  @Override
  public void onConnectionEstablished() {
    hear(Connection.UP);
  }

  @Override
  public void onConnectionLost() {
    hear(Connection.DOWN);
  }

  @Override
  public void onDisconnected() {
    hear(Connection.DOWN);
  }

  @Override
  public void onMessageConfirmed(String messageId) {
    boolean own = confirmations.confirmed(messageId);
    // Somebody answered, so there is a connection, if nothing else is known of it.
    if (heard.compareAndSet(Connection.UNKNOWN, Connection.UP) || own) {
      onNews.run();
    }
  }

  private void hear(Connection state) {
    heard.set(state);
    onNews.run();
  }
}
