/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.wire;

import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.ServiceReference;

/** Makes the delegates of nodes. */
@ProviderType
public interface WireHelperService {
  WireSupport newWireSupport(
      WireComponent wireComponent, ServiceReference<WireComponent> wireComponentRef);
}
