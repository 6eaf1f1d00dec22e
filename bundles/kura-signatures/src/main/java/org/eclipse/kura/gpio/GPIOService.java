/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.gpio;

import org.osgi.annotation.versioning.ProviderType;

/** Pins of the gateway host. */
@ProviderType
public interface GPIOService {
  KuraGPIOPin getPinByName(
      String pinName, KuraGPIODirection direction, KuraGPIOMode mode, KuraGPIOTrigger trigger);

  KuraGPIOPin getPinByTerminal(
      int terminal, KuraGPIODirection direction, KuraGPIOMode mode, KuraGPIOTrigger trigger);
}
