/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.system;

import org.osgi.annotation.versioning.ProviderType;

/** Facts of the gateway host. */
@ProviderType
public interface SystemService {
  String getSerialNumber();

  String getDeviceName();
}
