/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import java.io.IOException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** A pin of Kura's GPIO service, which comes and goes, and is not there at all outside Kura. */
final class GpioOutput implements LedOutput {
  private static final String SERVICE = "org.eclipse.kura.gpio.GPIOService";

  private final BundleContext context;
  private final String pin;
  private ServiceReference<?> reference;
  private LedOutput output;

  /**
   * A pin that is not taken over yet.
   *
   * @param pin its name, or the number of its terminal
   */
  GpioOutput(BundleContext context, String pin) {
    this.context = context;
    this.pin = pin;
  }

  @Override
  public void open() throws IOException {
    reference = context.getServiceReference(SERVICE);
    Object service = reference == null ? null : context.getService(reference);
    if (service == null) {
      throw new IOException("there is no GPIO service: that is a part of Kura");
    }
    try {
      output = new KuraPin(service, pin);
    } catch (LinkageError e) {
      throw new IOException("the GPIO service is not one of the Kura that this bundle knows", e);
    }
    output.open();
  }

  @Override
  public void set(boolean on) throws IOException {
    if (reference.getBundle() == null) {
      throw new IOException("the GPIO service of Kura has gone");
    }
    output.set(on);
  }

  @Override
  public void close() throws IOException {
    LedOutput open = output;
    ServiceReference<?> used = reference;
    output = null;
    reference = null;
    try {
      if (open != null) {
        open.close();
      }
    } finally {
      if (used != null) {
        context.ungetService(used);
      }
    }
  }
}
