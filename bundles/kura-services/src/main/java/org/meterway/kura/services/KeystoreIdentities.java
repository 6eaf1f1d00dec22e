/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.kura.security.keystore.KeystoreChangedEvent;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.meterway.api.config.Validation;
import org.meterway.api.tls.TlsIdentity;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Offers each keystore of Kura to head ends, under its own name, and tells them when its content
 * has changed.
 */
@Component(
    name = "org.meterway.kura.services.KeystoreIdentities",
    service = EventHandler.class,
    property = EventConstants.EVENT_TOPIC + "=" + KeystoreChangedEvent.EVENT_TOPIC,
    immediate = true)
public final class KeystoreIdentities implements EventHandler {
  private final BundleContext context;
  private final Map<KeystoreService, Offer> offers = new ConcurrentHashMap<>();

  /** Offers nothing yet. */
  @Activate
  public KeystoreIdentities(BundleContext context) {
    this.context = context;
  }

  @Reference(
      name = "KeystoreService",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addKeystore(KeystoreService keystore, Map<String, Object> properties) {
    if (properties.get(Validation.INSTANCE_NAME) instanceof String name) {
      offers.put(keystore, new Offer(context, new KeystoreIdentity(name, keystore)));
    }
  }

  void removeKeystore(KeystoreService keystore) {
    Offer offer = offers.remove(keystore);
    if (offer != null) {
      offer.withdraw();
    }
  }

  @Deactivate
  void close() {
    offers.keySet().forEach(this::removeKeystore);
  }

  @Override
  public void handleEvent(Event event) {
    Object sender = event.getProperty(KeystoreChangedEvent.SENDER_PID_PROPERTY_KEY);
    offers.values().stream().filter(offer -> offer.name().equals(sender)).forEach(Offer::changed);
  }

  /** One keystore as a service. */
  private static final class Offer {
    private final String name;
    private final ServiceRegistration<TlsIdentity> registration;
    private long generation;

    Offer(BundleContext context, TlsIdentity identity) {
      name = identity.name();
      registration = context.registerService(TlsIdentity.class, identity, properties());
    }

    String name() {
      return name;
    }

    synchronized void changed() {
      generation++;
      try {
        registration.setProperties(properties());
      } catch (IllegalStateException withdrawn) {
        return; // Nobody is left to be told.
      }
    }

    void withdraw() {
      try {
        registration.unregister();
      } catch (IllegalStateException withdrawn) {
        return; // With the whole bundle.
      }
    }

    private Dictionary<String, Object> properties() {
      return new Hashtable<>(
          Map.of(Validation.INSTANCE_NAME, name, TlsIdentity.GENERATION, generation));
    }
  }
}
