/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.meterway.itests.bridge.InFramework;
import org.meterway.itests.support.DlmsMeter;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Wire;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.BundleContext;

/** A gateway for each test, and meters and head ends that leave with it. */
@InFramework
public abstract class Scenario {
  private final Deque<AutoCloseable> surroundings = new ArrayDeque<>();
  private Gateway gateway;

  /** Outside: what the framework of a test class holds. */
  @Configuration
  public Option[] configuration() {
    return Gateway.provisioned();
  }

  @BeforeEach
  void startGateway(BundleContext context) {
    gateway = Gateway.in(context);
  }

  @AfterEach
  void leave() throws Exception {
    if (gateway != null) {
      gateway.close();
    }
    for (AutoCloseable one : surroundings) {
      one.close();
    }
  }

  final Gateway gateway() {
    return gateway;
  }

  final Meter meterSpeaking(Wire wire) {
    return leavesWithTheTest(Meter.speaking(wire));
  }

  final HeadEndServer headEndServer() {
    return leavesWithTheTest(HeadEndServer.listening());
  }

  final DlmsMeter dlmsMeter() {
    return leavesWithTheTest(DlmsMeter.listening());
  }

  final DlmsMeter dlmsMeter(KeyPair own, PublicKey client) {
    return leavesWithTheTest(DlmsMeter.signing(own, client));
  }

  final <T extends AutoCloseable> T leavesWithTheTest(T one) {
    surroundings.push(one);
    return one;
  }
}
