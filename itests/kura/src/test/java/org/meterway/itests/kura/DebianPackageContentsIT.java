/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.kura;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

/** The Debian package as Debian's own tool reads it. */
@EnabledIf(
    value = "org.meterway.itests.kura.Dpkg#isThere",
    disabledReason = "dpkg-deb is not installed, so the Debian package was not read")
class DebianPackageContentsIT {
  private static final Path PACKAGE = Path.of(System.getProperty("meterway.deb"));
  private static final String VERSION = System.getProperty("meterway.version");
  private static final String PLUGINS = "/opt/eclipse/kura/plugins/";

  /** By path: mode and owner as tar prints them. */
  private static final Map<String, String> CONTENTS = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException, InterruptedException {
    for (String line : Dpkg.run("--contents", PACKAGE)) {
      // drwxr-xr-x root/root 0 2026-01-01 00:00 ./opt/
      String[] columns = line.trim().split(" +", 6);
      CONTENTS.put(columns[5].substring(1), columns[0] + " " + columns[1]);
    }
  }

  @Test
  void itIsAnAddOnOfKura6() throws IOException, InterruptedException {
    Map<String, String> fields =
        Dpkg.run("--field", PACKAGE).stream()
            .filter(line -> !line.startsWith(" "))
            .map(line -> line.split(": ", 2))
            .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    assertEquals("kura-meterway", fields.get("Package"));
    assertEquals(VERSION.replace("-SNAPSHOT", "~SNAPSHOT"), fields.get("Version"));
    assertEquals("all", fields.get("Architecture"));
    assertEquals("kura-core (>= 6.0.0~), kura-core (<< 7.0.0~)", fields.get("Depends"));
    assertEquals("admin", fields.get("Section"));
    assertEquals("optional", fields.get("Priority"));
    assertTrue(fields.containsKey("Maintainer"));
    assertTrue(fields.containsKey("Description"));
  }

  @Test
  void kuraCanReadItsJarsAndNobodyElseCan() {
    List<String> jars = CONTENTS.keySet().stream().filter(path -> path.endsWith(".jar")).toList();
    assertTrue(jars.stream().anyMatch(path -> path.contains("/org.meterway.link-")));
    for (String jar : jars) {
      assertTrue(jar.matches(PLUGINS + "[0-9]s?/[^/]+"), jar);
      assertEquals("-rw------- kurad/kurad", CONTENTS.get(jar), jar);
    }
  }

  @Test
  void onlyFoldersOfKuraBelongToKura() {
    CONTENTS.forEach(
        (path, modeAndOwner) -> {
          if (path.endsWith("/")) {
            String owner = path.startsWith("/opt/eclipse/kura/") ? "kurad/kurad" : "root/root";
            assertEquals("drwxr-xr-x " + owner, modeAndOwner, path);
          }
        });
  }

  @Test
  void itsLicenceIsWhereDebianLooksForIt() throws IOException, InterruptedException {
    assertEquals("-rw-r--r-- root/root", CONTENTS.get("/usr/share/doc/kura-meterway/copyright"));
  }

  /** Equinox reports an error for a fragment that it is to start, each time Kura starts. */
  @Test
  void noFragmentIsInAFolderWhoseBundlesAreStarted(@TempDir Path folder)
      throws IOException, InterruptedException {
    Dpkg.extract(PACKAGE, folder);
    List<String> fragments = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        if (isFragment(jar)) {
          fragments.add(jar.getParent().getFileName() + "/" + jar.getFileName());
        }
      }
    }
    assertEquals(List.of("5/org.meterway.serial-native-" + VERSION + ".jar"), fragments);
  }

  private static boolean isFragment(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(Constants.FRAGMENT_HOST) != null;
    }
  }
}
