/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.port.PortException;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortState;
import org.meterway.api.status.Status;

@Timeout(60)
class SerialPortComponentTest {
  private final WriteWatchdog watchdog = new WriteWatchdog();
  private String device;
  private SerialPortComponent port;

  @BeforeEach
  void activate(@TempDir Path folder) {
    device = folder.resolve("absent").toString();
    port = port();
    port.configure(Configs.quick(device));
  }

  @AfterEach
  void deactivate() throws InterruptedException {
    port.deactivate();
    watchdog.stop();
  }

  private SerialPortComponent port() {
    return new SerialPortComponent(
        Map.of("kura.service.pid", "meter1", "service.pid", "x"),
        watchdog,
        new NativeLibrary((Path) null));
  }

  private Status status() {
    return port.describe();
  }

  @Test
  void givenAnAbsentDevice_thenTheStatusTellsDeviceLineAndReason() throws Exception {
    Eventually.isTrue("it has failed", () -> port.status().state() == PortState.FAILED);
    Status status = status();
    assertEquals("port", status.kind());
    assertEquals("meter1", status.name());
    assertEquals("FAILED", status.state());
    assertTrue(status.reason().contains("no such device: " + device), status.reason());
    assertEquals(device, status.facts().get("device"));
    assertEquals("115200 8N1", status.facts().get("line"));
    assertTrue(status.counters().get("open.failures") > 0);
  }

  @Test
  void givenAnInvalidModification_thenTheLastGoodConfigurationStaysAndTheStatusTellsWhy() {
    port.configure(Configs.of(Map.of("device", device, "baudRate", 1)));
    assertTrue(status().facts().get("configuration").contains("baudRate is \"1\""));
    assertEquals("115200 8N1", status().facts().get("line"));

    port.configure(Configs.of(Map.of("device", device, "baudRate", 9600)));
    assertEquals(null, status().facts().get("configuration"));
    assertEquals("9600 8N1", status().facts().get("line"));
  }

  @Test
  void givenAnInvalidFirstConfiguration_thenThePortHasFailedUntilAGoodOneComes() throws Exception {
    SerialPortComponent invalid = port();
    invalid.configure(Configs.of(Map.of("device", device, "parity", "SOMETIMES")));

    assertEquals(PortState.FAILED, invalid.status().state());
    assertTrue(invalid.status().reason().contains("parity is \"SOMETIMES\""));
    assertThrows(PortException.class, () -> invalid.write(new byte[1], 0, 1));
    assertFalse(invalid.enqueue(new byte[1]));

    invalid.configure(Configs.quick(device));
    Eventually.isTrue(
        "it looks for the device", () -> invalid.status().reason().contains("no such device"));
    invalid.deactivate();
  }

  @Test
  void givenAnotherListener_thenItHearsOfTheNextChange() throws Exception {
    RecordingListener listener = new RecordingListener();
    port.addListener(listener, Map.of(PortListener.PORT, port.name()));
    assertEquals("1", status().facts().get("listeners"));
    port.configure(Configs.quick(device + "2"));
    Eventually.isTrue("it was told", () -> !listener.states().isEmpty());
    assertSame(PortState.FAILED, listener.states().get(0));
    port.removeListener(listener);
    assertEquals("0", status().facts().get("listeners"));
  }

  @Test
  void givenBytesOutsideTheBuffer_thenTheCallerIsToBlame() {
    assertThrows(IndexOutOfBoundsException.class, () -> port.write(new byte[4], 2, 3));
  }
}
