/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import java.util.function.BiConsumer;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.subscriber.CloudSubscriber;
import org.eclipse.kura.cloudconnection.subscriber.listener.CloudSubscriberListener;

/** One cloud subscriber in use. Thread-safe. */
final class SubscriberLine implements ChosenService.Line, CloudSubscriberListener {
  private final CloudSubscriber subscriber;
  private final BiConsumer<SubscriberLine, KuraMessage> onMessage;

  /**
   * @param onMessage called on Kura's thread, which serves all other subscribers too; must not wait
   */
  SubscriberLine(CloudSubscriber subscriber, BiConsumer<SubscriberLine, KuraMessage> onMessage) {
    this.subscriber = subscriber;
    this.onMessage = onMessage;
  }

  @Override
  public CloudSubscriber service() {
    return subscriber;
  }

  @Override
  public void open() {
    subscriber.registerCloudSubscriberListener(this);
  }

  @Override
  public void close() {
    subscriber.unregisterCloudSubscriberListener(this);
  }

  @Override
  public void onMessageArrived(KuraMessage message) {
    onMessage.accept(this, message);
  }
}
