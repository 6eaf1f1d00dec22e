/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;

/** A publisher with a message store of a size that a test sets. */
final class FakePublisher implements CloudPublisher {
  enum Fault {
    NONE,
    STORE_FULL,
    UNEXPECTED,
    ERROR
  }

  final Set<CloudConnectionListener> connectionListeners = new CopyOnWriteArraySet<>();
  final Set<CloudDeliveryListener> deliveryListeners = new CopyOnWriteArraySet<>();
  final List<KuraMessage> stored = new CopyOnWriteArrayList<>();
  final AtomicInteger attempts = new AtomicInteger();
  volatile Fault fault = Fault.NONE;
  volatile int capacity = Integer.MAX_VALUE;
  volatile int qos = 1;
  volatile boolean confirmsAtOnce;
  volatile Thread thread;
  volatile CountDownLatch block = new CountDownLatch(0);

  @Override
  public String publish(KuraMessage message) throws KuraException {
    attempts.incrementAndGet();
    thread = Thread.currentThread();
    awaitUninterruptibly(block);
    switch (stored.size() >= capacity ? Fault.STORE_FULL : fault) {
      case STORE_FULL ->
          throw new KuraException(KuraErrorCode.STORE_ERROR, "Store capacity exceeded");
      case UNEXPECTED -> throw new IllegalArgumentException("events");
      case ERROR -> throw new NoClassDefFoundError("org/example/Gone");
      case NONE -> {}
    }
    stored.add(message);
    String id = Integer.toString(stored.size());
    if (confirmsAtOnce) {
      confirm(id);
    }
    return qos == 0 ? null : id;
  }

  void confirm(String id) {
    deliveryListeners.forEach(listener -> listener.onMessageConfirmed(id));
  }

  void established() {
    connectionListeners.forEach(CloudConnectionListener::onConnectionEstablished);
  }

  void lost() {
    connectionListeners.forEach(CloudConnectionListener::onConnectionLost);
  }

  List<String> bodies() {
    return stored.stream()
        .map(message -> new String(message.getPayload().getBody(), StandardCharsets.UTF_8))
        .toList();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        throw new AssertionError("an interrupt could close Kura's database", e);
      }
    }
  }

  @Override
  public void registerCloudConnectionListener(CloudConnectionListener listener) {
    connectionListeners.add(listener);
  }

  @Override
  public void unregisterCloudConnectionListener(CloudConnectionListener listener) {
    connectionListeners.remove(listener);
  }

  @Override
  public void registerCloudDeliveryListener(CloudDeliveryListener listener) {
    deliveryListeners.add(listener);
  }

  @Override
  public void unregisterCloudDeliveryListener(CloudDeliveryListener listener) {
    deliveryListeners.remove(listener);
  }
}
