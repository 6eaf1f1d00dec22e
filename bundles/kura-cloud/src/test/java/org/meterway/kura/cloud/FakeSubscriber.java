/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.subscriber.CloudSubscriber;
import org.eclipse.kura.cloudconnection.subscriber.listener.CloudSubscriberListener;
import org.eclipse.kura.message.KuraPayload;

/** A subscriber whose messages a test makes arrive, on the test's own thread. */
final class FakeSubscriber implements CloudSubscriber {
  final Set<CloudSubscriberListener> listeners = new CopyOnWriteArraySet<>();

  void arrive(String body) {
    KuraPayload payload = new KuraPayload();
    payload.setBody(body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    arrive(payload);
  }

  void arrive(KuraPayload payload) {
    KuraMessage message = new KuraMessage(payload, Map.of("topic", "meters/down"));
    listeners.forEach(listener -> listener.onMessageArrived(message));
  }

  @Override
  public void registerCloudSubscriberListener(CloudSubscriberListener listener) {
    listeners.add(listener);
  }

  @Override
  public void unregisterCloudSubscriberListener(CloudSubscriberListener listener) {
    listeners.remove(listener);
  }

  @Override
  public void registerCloudConnectionListener(CloudConnectionListener listener) {
    throw new UnsupportedOperationException("not expected");
  }

  @Override
  public void unregisterCloudConnectionListener(CloudConnectionListener listener) {
    throw new UnsupportedOperationException("not expected");
  }
}
