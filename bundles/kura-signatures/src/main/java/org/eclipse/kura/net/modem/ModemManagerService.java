/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.net.modem;

import java.util.Collection;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** The mobile modems that Kura drives itself. */
@ProviderType
public interface ModemManagerService {
  <T> T withAllModemServices(ModemFunction<Collection<CellularModem>, T> func) throws KuraException;

  /** What is done with modems while nobody else has them. */
  @ConsumerType
  interface ModemFunction<T, U> {
    U apply(T arg) throws KuraException;
  }
}
