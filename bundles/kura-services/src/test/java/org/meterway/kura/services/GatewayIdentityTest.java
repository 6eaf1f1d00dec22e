/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.kura.system.SystemService;
import org.junit.jupiter.api.Test;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;

class GatewayIdentityTest {
  private final Host host = new Host();
  private final AtomicLong clock = new AtomicLong();
  private final GatewayIdentity identity = new GatewayIdentity(host, clock::get);

  @Test
  void tellsTheNamesOfTheHost() {
    assertEquals(
        Optional.of(Value.text("SN-0815")), identity.get("meter1", Parameters.SERIAL_NUMBER));
    assertEquals(
        Optional.of(Value.text("substation-7")), identity.get("meter1", Parameters.DEVICE_NAME));
    assertEquals(Optional.empty(), identity.get("meter1", Parameters.LINK_QUALITY));
  }

  @Test
  void hasNothingToSayWhereTheHostHasNoSuchName() {
    host.serialNumber = "UNKNOWN";
    host.deviceName = "  ";

    assertEquals(Optional.empty(), identity.get("meter1", Parameters.SERIAL_NUMBER));
    assertEquals(Optional.empty(), identity.get("meter1", Parameters.DEVICE_NAME));
  }

  @Test
  void cutsWhatNoMessageCanHold() {
    host.deviceName = "x".repeat(300);

    assertEquals(
        Optional.of(Value.text("x".repeat(255))), identity.get("meter1", Parameters.DEVICE_NAME));
  }

  @Test
  void asksTheHostOnceAMinuteHoweverOftenMetersAsk() {
    identity.get("meter1", Parameters.DEVICE_NAME);
    host.deviceName = "renamed";
    clock.addAndGet(Duration.ofSeconds(59).toNanos());
    assertEquals(
        Optional.of(Value.text("substation-7")), identity.get("meter2", Parameters.DEVICE_NAME));
    assertEquals(1, host.asked);

    clock.addAndGet(Duration.ofSeconds(1).toNanos());

    assertEquals(
        Optional.of(Value.text("renamed")), identity.get("meter2", Parameters.DEVICE_NAME));
    assertEquals(2, host.asked);
  }

  private static final class Host implements SystemService {
    private String serialNumber = "SN-0815";
    private String deviceName = "substation-7";
    private int asked;

    @Override
    public String getSerialNumber() {
      return serialNumber;
    }

    @Override
    public String getDeviceName() {
      asked++;
      return deviceName;
    }
  }
}
