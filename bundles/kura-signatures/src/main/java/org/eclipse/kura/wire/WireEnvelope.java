/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.wire;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.service.wireadmin.BasicEnvelope;

/** Records and who emitted them. */
@ProviderType
public class WireEnvelope extends BasicEnvelope {
  public WireEnvelope(String emitterPid, List<WireRecord> wireRecords) {
    super(List.copyOf(wireRecords), emitterPid, "WIRES");
  }

  public String getEmitterPid() {
    return (String) getIdentification();
  }

  public List<WireRecord> getRecords() {
    return ((List<?>) getValue()).stream().map(WireRecord.class::cast).toList();
  }
}
