/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import java.util.HashMap;
import java.util.Map;
import org.meterway.api.handler.MessageHandler;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** Tells dispatch of the {@link MessageHandler} services. Their objects are got when needed. */
final class HandlerTracker
    implements ServiceTrackerCustomizer<MessageHandler, TrackedHandler>, AutoCloseable {
  private final BundleContext context;
  private final Dispatch dispatch;
  private final ServiceTracker<MessageHandler, TrackedHandler> tracker;
  private final BundleListener uninstalled;

  HandlerTracker(BundleContext context, Dispatch dispatch) {
    this.context = context;
    this.dispatch = dispatch;
    this.tracker = new ServiceTracker<>(context, MessageHandler.class, this);
    this.uninstalled =
        event -> {
          if (event.getType() == BundleEvent.UNINSTALLED) {
            dispatch.uninstalled(name(event.getBundle()));
          }
        };
  }

  void open() {
    context.addBundleListener(uninstalled);
    tracker.open();
  }

  @Override
  public TrackedHandler addingService(ServiceReference<MessageHandler> reference) {
    return dispatch.add(properties(reference), access(reference));
  }

  @Override
  public void modifiedService(ServiceReference<MessageHandler> reference, TrackedHandler handler) {
    dispatch.change(properties(reference), handler);
  }

  @Override
  public void removedService(ServiceReference<MessageHandler> reference, TrackedHandler handler) {
    Bundle bundle = reference.getBundle();
    dispatch.remove(handler, bundle == null || bundle.getState() != Bundle.ACTIVE);
  }

  @Override
  public void close() {
    context.removeBundleListener(uninstalled);
    tracker.close();
  }

  private ServiceAccess access(ServiceReference<MessageHandler> reference) {
    return new ServiceAccess() {
      @Override
      public MessageHandler get() {
        return context.getService(reference);
      }

      @Override
      public void release() {
        context.ungetService(reference);
      }
    };
  }

  private static HandlerProperties properties(ServiceReference<MessageHandler> reference) {
    Map<String, Object> properties = new HashMap<>();
    for (String key : reference.getPropertyKeys()) {
      properties.put(key, reference.getProperty(key));
    }
    Bundle bundle = reference.getBundle();
    return HandlerProperties.of(properties, bundle == null ? "" : name(bundle));
  }

  private static String name(Bundle bundle) {
    return bundle.getSymbolicName() + " " + bundle.getVersion();
  }
}
