/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.store.PayloadQueue;
import org.osgi.framework.BundleContext;

@Timeout(60)
class PayloadStoreComponentTest {
  @TempDir Path folder;

  private final Map<String, String> frameworkProperties = new HashMap<>();
  private PayloadStoreComponent component;

  @AfterEach
  void deactivate() {
    component.deactivate();
  }

  private void activate(Map<String, Object> configured) {
    component =
        new PayloadStoreComponent(
            context(),
            StoreOptionsTest.config(configured),
            Map.of("service.pid", PayloadStoreComponent.PID));
  }

  private void modify(Map<String, Object> configured) {
    component.configure(StoreOptionsTest.config(configured));
  }

  private BundleContext context() {
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getProperty" -> frameworkProperties.get(arguments[0]);
                  case "getDataFile" -> dataFile((String) arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private File dataFile(String name) {
    boolean hasNone = frameworkProperties.containsKey("without data area");
    return hasNone ? null : folder.resolve("bundle").resolve(name).toFile();
  }

  private PayloadQueue keepOne() {
    PayloadQueue queue = component.open("hes", Fixture.WIDE, () -> {});
    assertTrue(queue.offer(Fixture.payload(1, 100)).isAccepted());
    queue.commit();
    return queue;
  }

  @Test
  void givenNoConfigurationThenPayloadsAreInTheGatewaysDataFolder() {
    frameworkProperties.put("org.meterway.data", folder.resolve("data").toString());
    activate(Map.of());

    assertTrue(keepOne().status().onDisk());

    assertTrue(Files.isDirectory(folder.resolve("data/store/hes")));
    Status status = component.describe();
    assertEquals("store", status.kind());
    assertEquals(PayloadStoreComponent.PID, status.name());
    assertEquals("DURABLE", status.state());
    assertEquals(Health.OK, status.health());
    assertEquals("1 payloads, 100 bytes, 1 files", status.facts().get("queue hes"));
    assertEquals(folder.resolve("data/store").toString(), status.facts().get("directory"));
    assertEquals(1, status.counters().get("payloads.written"));
  }

  @Test
  void givenKuraThenPayloadsAreInItsDataFolder() {
    frameworkProperties.put("kura.home", folder.resolve("kura").toString());
    activate(Map.of());

    keepOne();

    assertTrue(Files.isDirectory(folder.resolve("kura/data/meterway/store/hes")));
  }

  @Test
  void givenAPlatformThatNamesNoFolderThenPayloadsAreInTheBundles() {
    activate(Map.of());

    keepOne();

    assertTrue(Files.isDirectory(folder.resolve("bundle/store/hes")));
  }

  @Test
  void givenNoFolderAtAllThenPayloadsAreInMemoryAndSomebodyShouldLook() {
    frameworkProperties.put("without data area", "");
    activate(Map.of());

    assertFalse(keepOne().status().onDisk());

    assertEquals("MEMORY", component.describe().state());
    assertEquals(Health.WARNING, component.describe().health());
  }

  @Test
  void givenMemoryIsWantedThenThatIsAllRight() {
    activate(Map.of("mode", "MEMORY"));

    assertFalse(keepOne().status().onDisk());

    assertEquals("MEMORY", component.describe().state());
    assertEquals(Health.OK, component.describe().health());
    assertEquals("1 payloads, 100 bytes", component.describe().facts().get("queue hes"));
  }

  @Test
  void givenAnotherDirectoryThenItIsForTheNextStart() {
    activate(Map.of("directory", folder.resolve("one").toString()));
    PayloadQueue queue = keepOne();

    modify(Map.of("directory", folder.resolve("other").toString()));

    assertTrue(queue.status().onDisk());
    assertFalse(Files.exists(folder.resolve("other")));
    assertEquals(
        "on disk, directory " + folder.resolve("other"),
        component.describe().facts().get("after the next start"));
    modify(Map.of("mode", "MEMORY", "directory", folder.resolve("one").toString()));
    assertEquals("in memory only", component.describe().facts().get("after the next start"));
    modify(Map.of("directory", folder.resolve("one").toString()));
    assertFalse(component.describe().facts().containsKey("after the next start"));
  }

  @Test
  void givenAWrongConfigurationThenTheLastGoodOneServesAndTheReasonIsVisible() {
    activate(Map.of("directory", folder.toString()));
    PayloadQueue queue = keepOne();

    modify(Map.of("directory", folder.toString(), "segmentBytes", 1));

    assertTrue(queue.status().onDisk());
    assertEquals(Health.WARNING, component.describe().health());
    assertTrue(component.describe().reason().contains("segmentBytes is \"1\""));
    modify(Map.of("directory", folder.toString()));
    assertEquals("", component.describe().reason());
  }

  @Test
  void givenAWrongConfigurationAtTheStartThenItIsThereWithTheDefaults() {
    activate(Map.of("retrySeconds", -1));

    assertTrue(keepOne().status().onDisk());
    assertEquals(Health.WARNING, component.describe().health());
  }

  @Test
  void givenAFolderThatCannotBeUsedThenTheServiceIsThereAndSaysSo() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    activate(Map.of("directory", file.resolve("x").toString()));

    assertFalse(keepOne().status().onDisk());

    assertEquals("DEGRADED", component.describe().state());
    assertEquals(Health.WARNING, component.describe().health());
    assertTrue(component.describe().reason().contains("is a file and no folder"));
  }
}
