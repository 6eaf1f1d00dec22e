/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.net.status;

import java.util.List;
import java.util.Optional;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** The state of the network interfaces. */
@ProviderType
public interface NetworkStatusService {
  Optional<NetworkInterfaceStatus> getNetworkStatus(String interfaceId) throws KuraException;

  List<String> getInterfaceIds() throws KuraException;
}
