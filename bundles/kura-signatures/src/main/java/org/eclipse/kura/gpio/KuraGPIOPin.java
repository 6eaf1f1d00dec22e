/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.gpio;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** One pin. */
@ProviderType
public interface KuraGPIOPin {
  void setValue(boolean active)
      throws KuraUnavailableDeviceException, KuraClosedDeviceException, IOException;

  void open() throws KuraGPIODeviceException, KuraUnavailableDeviceException, IOException;

  void close() throws IOException;

  boolean isOpen();
}
