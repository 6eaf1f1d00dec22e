/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.kura.wire.WireComponent;
import org.eclipse.kura.wire.WireEnvelope;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireReceiver;
import org.eclipse.kura.wire.WireRecord;
import org.eclipse.kura.wire.WireSupport;
import org.meterway.api.link.MessageListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.wireadmin.Wire;
import org.osgi.service.wireadmin.WireAdminListener;

/** Kura's side of one component: its wire support, and the framework that it registers with. */
final class FakeGraph implements WireHelperService, WireSupport {
  /** What a component behind the emitter does with each envelope. */
  volatile Consumer<List<WireRecord>> behind = records -> {};

  final List<List<WireRecord>> envelopes = Collections.synchronizedList(new ArrayList<>());
  final List<String> registrations = new ArrayList<>();
  MessageListener listener;
  Dictionary<?, ?> listenerProperties;
  WireAdminListener wireListener;
  Dictionary<?, ?> wireListenerProperties;
  Wire[] consumers;
  Wire[] producers;
  private final ServiceReference<?> reference = Proxies.of(ServiceReference.class, (p, m, a) -> "");
  private WireComponent component;

  ComponentContext context() {
    return Proxies.of(
        ComponentContext.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getServiceReference" -> reference;
              case "getBundleContext" -> bundleContext();
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private BundleContext bundleContext() {
    return Proxies.of(
        BundleContext.class,
        (proxy, method, arguments) -> {
          if (!method.getName().equals("registerService")) {
            throw new UnsupportedOperationException(method.getName());
          }
          if (arguments[0] == WireAdminListener.class) {
            wireListener = (WireAdminListener) arguments[1];
            wireListenerProperties = (Dictionary<?, ?>) arguments[2];
            return Proxies.of(ServiceRegistration.class, (p, m, a) -> wireListener = null);
          }
          registrations.add("register");
          listener = (MessageListener) arguments[1];
          listenerProperties = (Dictionary<?, ?>) arguments[2];
          return registration();
        });
  }

  private ServiceRegistration<?> registration() {
    return Proxies.of(
        ServiceRegistration.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("setProperties")) {
            registrations.add("change");
            listenerProperties = (Dictionary<?, ?>) arguments[0];
          } else {
            registrations.add("unregister");
          }
          return null;
        });
  }

  @Override
  public WireSupport newWireSupport(
      WireComponent wireComponent, ServiceReference<WireComponent> wireComponentRef) {
    component = wireComponent;
    return wireComponentRef == reference ? this : null;
  }

  @Override
  public void emit(List<WireRecord> wireRecords) {
    envelopes.add(wireRecords);
    behind.accept(wireRecords);
  }

  @Override
  public void consumersConnected(Wire[] wires) {
    consumers = wires;
  }

  @Override
  public Object polled(Wire wire) {
    return "polled";
  }

  @Override
  public void producersConnected(Wire[] wires) {
    producers = wires;
  }

  @Override
  public void updated(Wire wire, Object value) {
    ((WireReceiver) component).onWireReceive((WireEnvelope) value);
  }
}
