/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Every bundle of Meterway is stopped and started, or updated, under load. */
final class BundleScenario extends GuestScenario {
  private static final int STOPPED_MS = 300;
  private static final long WORTH_A_LINE_MS = 2000;

  @Override
  public String name() {
    return "bundles";
  }

  @Override
  void inject(Site site, Dose dose) throws IOException, InterruptedException {
    Random random = new Random(dose.seed());
    TreeMap<String, Path> jars = jars();
    jars.put(SoakBundle.HANDLER.symbolicName(), site.jar(SoakBundle.HANDLER));
    // Without the Web Console not all of them are there.
    String installed = " " + site.agent().ask("bundles");
    jars.keySet().removeIf(name -> !installed.contains(" " + name + "="));
    List<String> names = new ArrayList<>(jars.keySet());
    AgentClient agent = site.agent();
    Phase stopped = site.begin("bundle of Meterway stopped and started");
    for (int i : dose.rounds(names.size(), 150)) {
      String name = i < names.size() ? names.get(i) : names.get(random.nextInt(names.size()));
      long at = System.nanoTime();
      agent.ask("stop " + name);
      Site.pause(random.nextInt(STOPPED_MS));
      agent.ask("start " + name);
      stopped.inject();
      stopped.awaitRecovery(at);
      tell("stop and start", name, at);
    }
    stopped.end();
    Phase updated = site.begin("bundle of Meterway updated and refreshed");
    for (int i : dose.rounds(names.size(), 100)) {
      String name = i < names.size() ? names.get(i) : names.get(random.nextInt(names.size()));
      long at = System.nanoTime();
      agent.ask("update " + name + " " + jars.get(name));
      updated.inject();
      updated.awaitRecovery(at);
      tell("update", name, at);
    }
    updated.end();
  }

  private static void tell(String what, String name, long since) {
    long millis = (System.nanoTime() - since) / 1_000_000;
    if (millis > WORTH_A_LINE_MS) {
      System.out.println(what + " of " + name + ": " + millis + " ms");
    }
  }

  /** The bundles of Meterway by symbolic name, without fragments. */
  private static TreeMap<String, Path> jars() throws IOException {
    TreeMap<String, Path> jars = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Home.gateway().resolve("bundles"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jar")).toList()) {
        try (JarFile jar = new JarFile(file.toFile())) {
          String name = jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName");
          boolean isFragment =
              jar.getManifest().getMainAttributes().getValue("Fragment-Host") != null;
          if (name.startsWith("org.meterway.") && !isFragment) {
            jars.put(name.split(";")[0], file);
          }
        }
      }
    }
    return jars;
  }
}
