/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.net.modem;

import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** A mobile modem that Kura drives itself. */
@ProviderType
public interface CellularModem {
  void reset() throws KuraException;
}
