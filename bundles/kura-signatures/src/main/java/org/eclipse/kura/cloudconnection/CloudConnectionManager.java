/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.cloudconnection;

import org.osgi.annotation.versioning.ProviderType;

/** A cloud connection that can be asked for its state. */
@ProviderType
public interface CloudConnectionManager {
  boolean isConnected();
}
