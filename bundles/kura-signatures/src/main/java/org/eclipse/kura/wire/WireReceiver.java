/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.wire;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.service.wireadmin.Consumer;

/** A node that receives records. */
@ConsumerType
public interface WireReceiver extends WireComponent, Consumer {
  void onWireReceive(WireEnvelope wireEnvelope);
}
