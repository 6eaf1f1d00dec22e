/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.handlers;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.meterway.api.handler.HandlesProtocol;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.handler.NonBlocking;
import org.meterway.api.handler.ServesLinks;
import org.meterway.api.message.Message;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Keeps the handler registered as its options say. The component does not register it itself, as a
 * component cannot take one of its services back while it is active.
 *
 * <p>Changes come one at a time, as the component runtime makes them. No lock is held meanwhile, as
 * an unregistration waits for the handler's last call.
 */
final class TransparentRegistration implements AutoCloseable {
  private final BundleContext context;
  private final MessageHandler handler;
  private volatile TransparentOptions inForce = new TransparentOptions(false, List.of());
  private ServiceRegistration<MessageHandler> registration;

  TransparentRegistration(BundleContext context, MessageHandler handler) {
    this.context = context;
    this.handler = handler;
  }

  /** Registers, changes or unregisters the handler; does nothing where nothing has changed. */
  void apply(TransparentOptions options) {
    if (options.equals(inForce)) {
      return;
    }
    inForce = options;
    if (!options.enabled()) {
      unregister();
    } else if (registration == null) {
      registration = context.registerService(MessageHandler.class, handler, properties(options));
    } else {
      registration.setProperties(properties(options));
    }
  }

  /** The options in force. */
  TransparentOptions options() {
    return inForce;
  }

  @Override
  public void close() {
    unregister();
  }

  private void unregister() {
    if (registration != null) {
      registration.unregister();
      registration = null;
    }
  }

  private static Dictionary<String, Object> properties(TransparentOptions options) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("component.name", TransparentComponent.PID);
    properties.put(HandlesProtocol.PROPERTY, new int[] {Message.TRANSPARENT});
    properties.put(NonBlocking.PROPERTY, true);
    properties.put(ServesLinks.PROPERTY, options.links().toArray(String[]::new));
    return properties;
  }
}
