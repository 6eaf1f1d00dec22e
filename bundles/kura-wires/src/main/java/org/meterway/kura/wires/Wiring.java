/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import org.eclipse.kura.wire.WireComponent;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireSupport;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentContext;

/** How a component gets what it delegates its wires to. */
final class Wiring {
  private Wiring() {}

  /**
   * Called while the component is made. Its service is registered by then, as it is for every
   * component that provides one.
   */
  @SuppressWarnings("unchecked")
  static WireSupport support(
      WireComponent component, ComponentContext context, WireHelperService helper) {
    ServiceReference<WireComponent> self =
        (ServiceReference<WireComponent>) context.getServiceReference();
    WireSupport support = helper.newWireSupport(component, self);
    if (support == null) {
      // Kura's helper answers null where it is given no reference.
      throw new IllegalStateException("the wire component is not registered as a service");
    }
    return support;
  }
}
