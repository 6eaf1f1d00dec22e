/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.meterway.itests.support.Eventually.eventually;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.itests.support.Frame;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Numbered;
import org.meterway.itests.support.Wire;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The gateway leaves a framework as it found it. The only test of its class: it leaves nothing. */
public class UninstallIT extends Scenario {
  private static final String THREADS = "meterway-";

  @Test
  void uninstalledUnderTrafficItLeavesNoThread() throws BundleException {
    List<Meter> meters = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Meter meter = meterSpeaking(Wire.LENGTH);
      HeadEndServer server = headEndServer();
      gateway().flow("meter" + i, meter, Wire.LENGTH, server);
      Numbered payloads = new Numbered("m" + i, 32);
      meter.sends(Frame.transparent(payloads.payload(0)));
      payloads.requireAll(1, server.receives(payloads.length()));
      meters.add(meter);
    }
    assertFalse(threads().isEmpty(), "a running gateway has threads of its own");
    meters.forEach(meter -> meter.sends(Frame.of(0x4711, 0x01, "00")));

    List<Bundle> bundles = new ArrayList<>(gateway().bundles().values());
    Collections.reverse(bundles);
    for (Bundle bundle : bundles) {
      bundle.uninstall();
    }

    eventually(() -> "still running: " + threads(), () -> threads().isEmpty());
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(THREADS))
        .toList();
  }
}
