/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.meterway.simulator.Fault;

/**
 * The disk of the store is full, turns read-only under load as a worn memory card does, and is
 * read-only from the start.
 */
final class DiskScenario implements Scenario {
  private static final String STORE = "org.meterway.store.PayloadStore";
  private static final int FAULT_MS = 1500;
  private static final Duration FELT_LIMIT = Duration.ofSeconds(30);

  /** The counter of a store: times that a queue had to go on in memory. */
  private static final String DEGRADATIONS = "degradations";

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public String obstacle() {
    if (!Namespace.obstacle().isEmpty()) {
      return Namespace.obstacle();
    }
    if (!Shell.has("mkfs.ext4") || !Files.exists(Path.of("/dev/loop-control"))) {
      return "needs mkfs.ext4 and a loop device";
    }
    return "";
  }

  @Override
  public List<Row> run(Dose dose) throws IOException, InterruptedException {
    // What the second one is excused of must not reach back into the first.
    List<Row> rows = new ArrayList<>(run(dose, DiskScenario::full));
    rows.addAll(
        run(
            dose,
            disk -> {
              failing(disk);
              readOnlyFromTheStart(disk);
            }));
    return rows;
  }

  /** What is done to a disk and its gateway. */
  private record Disk(Site site, Namespace namespace, Path image, Path store, Dose dose) {}

  private interface Faults {
    void inject(Disk disk) throws IOException, InterruptedException;
  }

  private static List<Row> run(Dose dose, Faults faults) throws IOException, InterruptedException {
    try (Namespace namespace = Namespace.of("--mount");
        Site site = new Site(Load.USUAL, dose)) {
      Path store = Files.createDirectory(site.folder().resolve("store"));
      Path image = site.folder().resolve("disk.img");
      Shell.run("truncate", "-s", "64M", image.toString());
      // Without a journal: nothing but the file system itself fails.
      Shell.run("mkfs.ext4", "-q", "-O", "^has_journal", image.toString());
      site.configuration()
          .set(STORE, "directory", store.toString())
          .set(STORE, "retrySeconds", 1)
          // Its room is taken beforehand; a full disk is felt when it is used up.
          .set(STORE, "segmentBytes", 65_536);
      site.prefix(namespace.prefix());
      mount(namespace, image, store, "errors=remount-ro");
      site.start();
      faults.inject(new Disk(site, namespace, image, store, dose));
      return site.finish();
    }
  }

  private static void mount(Namespace namespace, Path image, Path store, String options)
      throws IOException, InterruptedException {
    namespace.run("mount", "-o", "loop," + options, image.toString(), store.toString());
  }

  private static void full(Disk disk) throws IOException, InterruptedException {
    Site site = disk.site();
    Phase phase = site.begin("disk full");
    Path ballast = disk.namespace().outside(disk.store()).resolve("ballast");
    for (int i : disk.dose().rounds(1, 20)) {
      phase.expect(DEGRADATIONS);
      site.inject(Fault.of(Fault.Kind.REFUSE));
      fill(ballast);
      phase.inject();
      phase.awaitExpected(FELT_LIMIT);
      Site.pause(FAULT_MS);
      site.heal();
      phase.awaitRecovery(System.nanoTime());
      Files.delete(ballast);
      Site.pause(FAULT_MS);
    }
    phase.end();
  }

  private static void fill(Path ballast) throws IOException {
    byte[] chunk = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(chunk);
      }
    } catch (IOException e) {
      // Full: that is what it is for.
      if (Files.size(ballast) == 0) {
        throw e;
      }
    }
  }

  /** The kernel makes it read-only after an error; only a repair without a gateway helps. */
  private static void failing(Disk disk) throws IOException, InterruptedException {
    Site site = disk.site();
    Phase phase = site.beginWithRestarts("disk fails and turns read-only");
    phase.mayDisorder();
    for (int i : disk.dose().rounds(1, 10)) {
      phase.expect(DEGRADATIONS);
      String device = disk.namespace().run("findmnt", "-no", "SOURCE", disk.store().toString());
      Path trigger = Path.of("/sys/fs/ext4/" + Path.of(device).getFileName() + "/trigger_fs_error");
      long failedAt = System.nanoTime();
      Files.writeString(trigger, "injected\n");
      phase.inject();
      phase.awaitRecovery(failedAt);
      Site.pause(FAULT_MS);
      phase.awaitExpected(FELT_LIMIT);
      // What is in memory only must be with the head end before the gateway ends.
      site.unplugMeters();
      if (!site.awaitDelivered()) {
        phase.problem(
            "not delivered while the disk was read-only: " + site.lost() + " accepted payloads");
      }
      stop(site, phase);
      repair(disk);
      mount(disk.namespace(), disk.image(), disk.store(), "errors=remount-ro");
      long startedAt = System.nanoTime();
      site.gateway().start();
      site.plugMetersIn();
      phase.awaitRecovery(startedAt);
    }
    phase.end();
  }

  private static void stop(Site site, Phase phase) throws InterruptedException {
    if (!site.gateway().stop()) {
      phase.problem("the gateway did not end by itself");
    }
  }

  private static void repair(Disk disk) throws IOException, InterruptedException {
    disk.namespace().run("umount", disk.store().toString());
    try {
      Shell.run("fsck.ext4", "-f", "-y", disk.image().toString());
    } catch (IOException e) {
      // 1 stands for errors that were corrected.
      Shell.run("fsck.ext4", "-f", "-n", disk.image().toString());
    }
  }

  private static void readOnlyFromTheStart(Disk disk) throws IOException, InterruptedException {
    Site site = disk.site();
    Namespace namespace = disk.namespace();
    String store = disk.store().toString();
    Phase phase = site.beginWithRestarts("disk read-only at the start, then writable");
    for (int i : disk.dose().rounds(1, 10)) {
      stop(site, phase);
      namespace.run("umount", store);
      mount(namespace, disk.image(), disk.store(), "errors=remount-ro");
      // Mounted read-only at once, the loop device itself could not be written any more.
      namespace.run("mount", "-o", "remount,ro", store);
      long startedAt = System.nanoTime();
      site.gateway().start();
      phase.inject();
      phase.awaitRecovery(startedAt);
      if (site.agent().count(DEGRADATIONS) == 0) {
        phase.problem("the gateway did not notice that the disk is read-only");
      }
      namespace.run("mount", "-o", "remount,rw", store);
      Site.pause(2 * FAULT_MS);
      phase.awaitRecovery(System.nanoTime());
    }
    phase.end();
  }
}
