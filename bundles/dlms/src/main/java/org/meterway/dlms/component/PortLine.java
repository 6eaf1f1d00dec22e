/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;
import org.meterway.dlms.transport.FedByteLine;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * A port as a line. It listens to the port as long as it exists, so that what comes while nobody
 * has opened it does not wait in the port, but is dropped.
 */
final class PortLine extends SharedLine implements PortListener {
  private static final int CAPACITY = 64 * 1024;

  private final BundleContext context;
  private final MeterPort port;
  private final AtomicLong unheard = new AtomicLong();
  private final AtomicReference<ServiceRegistration<PortListener>> registration =
      new AtomicReference<>();
  private volatile boolean discarded;

  PortLine(BundleContext context, MeterPort port) {
    super(new FedByteLine(CAPACITY, port::write));
    this.context = context;
    this.port = port;
  }

  @Override
  void attach() {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(PORT, port.name());
    registration.set(context.registerService(PortListener.class, this, properties));
    if (discarded) { // Meanwhile, by another thread.
      discard();
    }
  }

  @Override
  public void open() throws IOException {
    PortStatus status = port.status();
    if (status.state() != PortState.OPEN) {
      throw new IOException("port " + port.name() + " is not open: " + status.reason());
    }
    super.open();
  }

  @Override
  public void received(byte[] buffer, int offset, int length) {
    unheard.addAndGet(length - fed().feed(buffer, offset, length));
  }

  @Override
  public void stateChanged(PortStatus status) {
    if (status.state() != PortState.OPEN) {
      close();
    }
  }

  @Override
  long unheard() {
    return unheard.get();
  }

  @Override
  String inWords() {
    return "port " + port.name();
  }

  @Override
  void discard() {
    discarded = true;
    close();
    ServiceRegistration<PortListener> registered = registration.getAndSet(null);
    if (registered != null) {
      unregister(registered);
    }
  }
}
