/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.dlms.DlmsException;
import org.meterway.api.dlms.DlmsException.Reason;
import org.meterway.api.dlms.DlmsReading;
import org.meterway.api.dlms.DlmsValue;
import org.meterway.api.status.Health;
import org.meterway.dlms.data.Data;

@Timeout(120)
class DlmsMeterComponentTest {
  private static final String REGISTER = "3:1.0.1.8.0.255:2";
  private static final String NUMBER = "1:0.0.96.1.0.255:2";

  @TempDir Path folder;
  private final List<DlmsMeterComponent> components = new ArrayList<>();
  private FakeMeter meter;

  @BeforeEach
  void startMeter() throws IOException {
    meter = new FakeMeter();
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    meter.close();
    for (DlmsMeterComponent component : components) {
      component.deactivate();
    }
  }

  private DlmsMeterComponent component(Object... properties) {
    DlmsMeterComponent component =
        new DlmsMeterComponent(
            new FakeFramework(folder).context(), Map.of("kura.service.pid", "meter1"));
    components.add(component);
    configure(component, properties);
    return component;
  }

  private void configure(DlmsMeterComponent component, Object... properties) {
    Map<String, Object> all = new HashMap<>();
    all.put("uri", meter.uri());
    all.put("retryDelaySeconds", 0);
    for (int i = 0; i < properties.length; i += 2) {
      all.put((String) properties[i], properties[i + 1]);
    }
    component.configure(Config.meter(all));
  }

  private static Reason reason(org.junit.jupiter.api.function.Executable request) {
    return assertThrows(DlmsException.class, request).reason();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "what is waited for does not come");
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static String state(DlmsMeterComponent component) {
    return component.describe().state();
  }

  @Test
  void registersAreReadInTheirUnitAndWhatIsNotThereSaysWhy() throws DlmsException {
    DlmsMeterComponent component = component();
    assertEquals("IDLE", state(component));
    List<DlmsReading> readings = component.read(List.of(REGISTER, NUMBER, "8:0.0.1.0.0.255:2"));
    assertEquals(
        List.of(
            DlmsReading.of(REGISTER, new BigDecimal("1234.5"), "Wh"),
            DlmsReading.of(NUMBER, 5L, ""),
            DlmsReading.failed("8:0.0.1.0.0.255:2", "object-undefined")),
        readings);
    assertEquals("ASSOCIATED", state(component));
    assertEquals(Health.OK, component.describe().health());
    assertEquals(2, component.describe().counters().get("read"));
    assertEquals(1, component.describe().counters().get("read.refused"));
    assertTrue(component.describe().counters().get("bytes.in") > 0);
  }

  @Test
  void anAssociationIsKeptAndTheScalerAskedForOnce() throws DlmsException {
    DlmsMeterComponent component = component();
    for (int i = 0; i < 3; i++) {
      component.read(List.of(REGISTER));
    }
    assertEquals(1, meter.associations.get());
    assertEquals(4, meter.gets.get());
  }

  @Test
  void withoutTimeToKeepItAnAssociationEndsWithItsRequest() throws DlmsException {
    DlmsMeterComponent component = component("idleSeconds", 0);
    component.read(List.of(NUMBER));
    await(() -> state(component).equals("IDLE"));
    component.read(List.of(NUMBER));
    assertEquals(2, meter.associations.get());
    await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("meterway-dlms-meter1")));
  }

  @Test
  void anAssociationThatTheMeterHasEndedIsMadeAnew() throws DlmsException, IOException {
    DlmsMeterComponent component = component();
    component.read(List.of(NUMBER));
    meter.disconnect();
    assertEquals(5L, component.read(List.of(NUMBER)).get(0).value());
    assertEquals(2, meter.associations.get());
  }

  @Test
  void aValueIsWrittenInTheTypeThatIsThere() throws DlmsException {
    DlmsMeterComponent component = component();
    component.write(NUMBER, 77);
    assertEquals(Data.unsigned16(77), meter.values.get(NUMBER));
    component.write(NUMBER, DlmsValue.of("unsigned", 8));
    assertEquals(Data.unsigned8(8), meter.values.get(NUMBER));
    assertEquals(Reason.INVALID, reason(() -> component.write(NUMBER, 70_000)));
    assertEquals(
        Reason.REFUSED,
        reason(() -> component.write("1:0.0.96.1.9.255:2", DlmsValue.of("unsigned", 8))));
  }

  @Test
  void aMethodIsCalled() throws DlmsException {
    assertEquals(7L, component().call("70:0.0.96.3.10.255:1", null));
    assertEquals(List.of("70:0.0.96.3.10.255:1 " + Data.int8(0)), meter.calls);
  }

  @Test
  void whatCannotBeMeantIsInvalid() {
    DlmsMeterComponent component = component();
    assertEquals(Reason.INVALID, reason(() -> component.read(List.of("nonsense"))));
    assertEquals(Reason.INVALID, reason(() -> component.call("1:2", null)));
    assertEquals(Reason.INVALID, reason(() -> component.write(NUMBER, DlmsValue.of("nothing", 1))));
    assertEquals(
        Reason.INVALID, reason(() -> component.readProfile(REGISTER, null, null, row -> {})));
    assertEquals(0, meter.associations.get());
  }

  @Test
  void aRefusedAssociationSaysWhyAndIsNotTriedAgainTooSoon() throws DlmsException {
    meter.refusing = true;
    DlmsMeterComponent component = component("retryDelaySeconds", 3600);
    DlmsException first = assertThrows(DlmsException.class, () -> component.read(List.of(NUMBER)));
    assertEquals(Reason.REJECTED, first.reason());
    assertTrue(first.getMessage().contains("authentication"), first::getMessage);
    assertEquals("FAILED", state(component));
    assertEquals(Health.WARNING, component.describe().health());
    meter.refusing = false;
    DlmsException second = assertThrows(DlmsException.class, () -> component.read(List.of(NUMBER)));
    assertTrue(second.getMessage().contains("not tried again"), second::getMessage);
    configure(component, "retryDelaySeconds", 3599); // A changed configuration is tried at once.
    assertEquals(5L, component.read(List.of(NUMBER)).get(0).value());
    assertEquals("ASSOCIATED", state(component));
    assertEquals(2, component.describe().counters().get("failed.rejected"));
  }

  @Test
  void aMeterThatIsNotThereIsUnreachable() throws IOException {
    meter.close();
    DlmsMeterComponent component = component();
    assertEquals(Reason.UNREACHABLE, reason(() -> component.read(List.of(NUMBER))));
    assertEquals("FAILED", state(component));
  }

  @Test
  void whatWasAskedOfASilentMeterMayHaveBeenDone() {
    DlmsMeterComponent component = component("responseTimeoutMs", 200, "retries", 0);
    meter.silent = true;
    assertEquals(Reason.TIMEOUT, reason(() -> component.read(List.of(NUMBER))));
    assertEquals(
        Reason.UNCERTAIN, reason(() -> component.write(NUMBER, DlmsValue.of("long-unsigned", 1))));
    assertEquals(Reason.UNCERTAIN, reason(() -> component.call("70:0.0.96.3.10.255:1", null)));
    assertEquals(Reason.TIMEOUT, reason(() -> component.write(NUMBER, 1)));
  }

  @Test
  void whoFindsTheMeterBusyWaitsBounded() throws Exception {
    DlmsMeterComponent component = component("waitSeconds", 1);
    meter.hold = new CountDownLatch(1);
    CompletableFuture<List<DlmsReading>> first = reading(component);
    await(() -> meter.gets.get() == 1);
    assertEquals(Reason.BUSY, reason(() -> component.read(List.of(NUMBER))));
    meter.hold.countDown();
    assertEquals(5L, first.get(60, TimeUnit.SECONDS).get(0).value());
  }

  @Test
  void aRequestThatTakesTooLongIsGivenUp() {
    DlmsMeterComponent component = component("requestSeconds", 1);
    meter.hold = new CountDownLatch(1);
    assertEquals(Reason.TIMEOUT, reason(() -> component.read(List.of(NUMBER))));
    meter.hold.countDown();
    meter.hold = null;
    assertNotEquals("ASSOCIATED", state(component));
  }

  @Test
  void whenTheMeterGoesNobodyIsLeftWaiting() throws Exception {
    DlmsMeterComponent component = component();
    meter.hold = new CountDownLatch(1);
    CompletableFuture<List<DlmsReading>> running = reading(component);
    await(() -> meter.gets.get() == 1);
    component.deactivate();
    components.clear();
    CompletionException failed =
        assertThrows(
            CompletionException.class, () -> running.orTimeout(30, TimeUnit.SECONDS).join());
    assertTrue(failed.getCause().getCause() instanceof DlmsException, failed::toString);
    assertEquals(Reason.CANCELLED, reason(() -> component.read(List.of(NUMBER))));
  }

  private static CompletableFuture<List<DlmsReading>> reading(DlmsMeterComponent component) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return component.read(List.of(NUMBER));
          } catch (DlmsException e) {
            throw new CompletionException(new IOException(e));
          }
        });
  }

  @Test
  void withoutAnAddressItIsThereAndSaysSo() {
    DlmsMeterComponent component = component("uri", "");
    assertEquals("UNCONFIGURED", state(component));
    assertTrue(component.describe().reason().contains("MeterPort.target"));
    assertEquals(Reason.NOT_CONFIGURED, reason(() -> component.read(List.of(NUMBER))));
  }

  @Test
  void anInvalidConfigurationLeavesTheLastGoodOneInForce() throws DlmsException {
    DlmsMeterComponent component = component();
    configure(component, "client", 0);
    assertEquals(5L, component.read(List.of(NUMBER)).get(0).value());
    assertTrue(component.describe().reason().contains("client is \"0\""));
    configure(component);
    assertEquals("", component.describe().reason());
  }

  @Test
  void theSameConfigurationEndsNothing() throws DlmsException {
    DlmsMeterComponent component = component();
    component.read(List.of(NUMBER));
    configure(component);
    component.read(List.of(NUMBER));
    assertEquals(1, meter.associations.get());
  }
}
