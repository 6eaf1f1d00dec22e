/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.status.Health;
import org.osgi.framework.Bundle;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

class AspectsTest {
  private static final long OURS = 7;

  private static final long MIB = 1L << 20;

  @TempDir Path folder;

  @Test
  void aDiskWithRoomIsWell() {
    assertEquals(Health.OK, new DiskAspect(folder).judge(100 * MIB).health());
    assertEquals("100 MiB free", new DiskAspect(folder).judge(100 * MIB).figure());
  }

  @Test
  void aNearlyFullDiskIsSeenAndAFullOneIsCritical() {
    DiskAspect disk = new DiskAspect(folder);
    assertEquals(Health.WARNING, disk.judge(100 * MIB - 1).health());
    assertEquals(
        "the disk of " + folder + " is nearly full: 99 MiB free", disk.judge(99 * MIB).words());
    assertEquals(Health.CRITICAL, disk.judge(2 * MIB - 1).health());
  }

  @Test
  void aFolderThatIsAwayIsSaid() {
    Finding finding = new DiskAspect(folder.resolve("away")).look();
    assertEquals(Health.WARNING, finding.health());
    assertTrue(finding.words().contains("away"), finding.words());
  }

  @Test
  void memoryIsJudgedByWhatCannotBeFreed() {
    assertEquals(Health.OK, MemoryAspect.judge(89 * MIB, 100 * MIB).health());
    assertEquals(Health.WARNING, MemoryAspect.judge(90 * MIB, 100 * MIB).health());
    assertEquals(Health.OK, MemoryAspect.judge(0, 0).health());
    assertEquals(Health.OK, new MemoryAspect().look().health());
  }

  @Test
  void openFilesAreComparedWithTheLimit() throws Exception {
    Files.createDirectories(folder.resolve("fd"));
    for (int i = 0; i < 8; i++) {
      Files.createFile(folder.resolve("fd").resolve(Integer.toString(i)));
    }
    limit("11");
    assertEquals(Finding.well("8 of 11"), new DescriptorAspect(folder).look());
    limit("10");
    assertEquals(Health.WARNING, new DescriptorAspect(folder).look().health());
    limit("8");
    assertEquals(Health.CRITICAL, new DescriptorAspect(folder).look().health());
    limit("unlimited");
    assertEquals(Health.OK, new DescriptorAspect(folder).look().health());
  }

  private void limit(String soft) throws Exception {
    Files.writeString(
        folder.resolve("limits"),
        "Limit                     Soft Limit           Hard Limit           Units     \n"
            + "Max open files            "
            + soft
            + "                 1048576              files     \n");
  }

  @Test
  void aSystemThatDoesNotTellIsWell() {
    assertEquals(Finding.well("unknown"), new DescriptorAspect(folder).look());
  }

  @Test
  void aClockThatWasNeverSetIsSeen() {
    assertEquals(Health.WARNING, clock("2023-12-31T23:59:59Z").health());
    assertEquals(
        "the clock was not set, it says 1970-01-01T00:00:07Z",
        clock("1970-01-01T00:00:07.5Z").words());
    assertEquals(Health.OK, clock("2024-01-01T00:00:00Z").health());
  }

  private static Finding clock(String now) {
    return new ClockAspect(Clock.fixed(Instant.parse(now), ZoneOffset.UTC)).look();
  }

  @Test
  void threadsThatWaitForEachOtherAreNamed() throws Exception {
    assertEquals(Health.OK, new ThreadAspect().look().health());
    ReentrantLock one = new ReentrantLock();
    ReentrantLock other = new ReentrantLock();
    CyclicBarrier both = new CyclicBarrier(2);
    Thread first = lockBoth("stuck-1", one, other, both);
    Thread second = lockBoth("stuck-2", other, one, both);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    Finding finding = new ThreadAspect().look();
    while (finding.health() == Health.OK && System.nanoTime() < end) {
      finding = new ThreadAspect().look();
    }
    first.interrupt();
    first.join();
    second.join();
    assertEquals(Health.CRITICAL, finding.health());
    assertEquals("threads wait for each other for ever: stuck-1, stuck-2", finding.words());
  }

  private static Thread lockBoth(
      String name, ReentrantLock mine, ReentrantLock theirs, CyclicBarrier both) {
    Thread thread =
        new Thread(
            () -> {
              mine.lock();
              try {
                both.await();
                theirs.lockInterruptibly();
                theirs.unlock();
              } catch (Exception e) {
                Thread.currentThread().interrupt();
              } finally {
                mine.unlock();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Test
  void aBundleThatIsToRunAndDoesNotIsNamed() {
    FakeFramework framework =
        new FakeFramework()
            .bundle("good", Bundle.ACTIVE, true)
            .bundle("lazy", Bundle.STARTING, true)
            .bundle("stopped.by.hand", Bundle.RESOLVED, false)
            .bundle("unresolved", Bundle.INSTALLED, true)
            .bundle("broken", Bundle.RESOLVED, true);
    assertEquals(
        Finding.warning("bundle broken has not started, bundle unresolved cannot run", "1 active"),
        new BundleAspect(framework.context()).look());
  }

  @Test
  void aConfiguredComponentThatWaitsIsNamed() {
    ServiceComponentRuntime runtime =
        FakeFramework.runtime(
            component("org.x.Good", ComponentConfigurationDTO.ACTIVE, "org.x.Good", null),
            component(
                "org.x.Waiting", ComponentConfigurationDTO.UNSATISFIED_REFERENCE, "one", "Port"),
            component(
                "org.x.Unconfigured",
                ComponentConfigurationDTO.UNSATISFIED_REFERENCE,
                null,
                "Port"),
            component(
                "org.eclipse.Other", ComponentConfigurationDTO.UNSATISFIED_REFERENCE, "two", "Usb"),
            component(
                "org.x.Broken", ComponentConfigurationDTO.FAILED_ACTIVATION, "org.x.Broken", null));
    assertEquals(
        Finding.warning(
            "component org.x.Broken failed to start, component org.x.Waiting one waits for Port",
            "3 configured"),
        ComponentAspect.look(runtime, bundle -> bundle == OURS));
  }

  private static Map.Entry<ComponentDescriptionDTO, Collection<ComponentConfigurationDTO>>
      component(String name, int state, String instance, String missing) {
    ComponentDescriptionDTO description = new ComponentDescriptionDTO();
    description.name = name;
    description.bundle = new BundleDTO();
    description.bundle.id = name.startsWith("org.eclipse.") ? OURS + 1 : OURS;
    ComponentConfigurationDTO component = new ComponentConfigurationDTO();
    component.state = state;
    component.properties =
        instance == null
            ? Map.of()
            : Map.of("service.pid", name + "~" + instance, "kura.service.pid", instance);
    if (missing != null) {
      UnsatisfiedReferenceDTO reference = new UnsatisfiedReferenceDTO();
      reference.name = missing;
      component.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {reference};
    }
    return Map.entry(description, List.of(component));
  }
}
