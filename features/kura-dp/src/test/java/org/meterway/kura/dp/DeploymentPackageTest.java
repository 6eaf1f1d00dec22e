/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.dp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentPackageTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);
  private static final BundleJar ZEBRA = bundle("com.example.zebra", "1.0.0");
  private static final BundleJar ANT = bundle("com.example.ant", "2.3.4.build5");
  private static final DeploymentPackage PACKAGE =
      new DeploymentPackage("com.example", "1.0.0", List.of(ZEBRA, ANT));

  @TempDir private Path folder;

  @Test
  void theManifestIsReadFromAStreamAndNamesPackageAndBundles() throws IOException {
    try (JarInputStream jar = new JarInputStream(Files.newInputStream(written(PACKAGE)))) {
      Manifest manifest = jar.getManifest();
      assertEquals(
          "com.example", manifest.getMainAttributes().getValue("DeploymentPackage-SymbolicName"));
      assertEquals("1.0.0", manifest.getMainAttributes().getValue("DeploymentPackage-Version"));
      Attributes section = manifest.getAttributes("com.example.ant_2.3.4.build5.jar");
      assertEquals("com.example.ant", section.getValue("Bundle-SymbolicName"));
      assertEquals("2.3.4.build5", section.getValue("Bundle-Version"));
    }
  }

  @Test
  void sectionsAndBundlesKeepTheOrderOfInstallation() throws IOException {
    Path written = written(PACKAGE);
    List<String> expected = List.of(ZEBRA.entryName(), ANT.entryName());

    List<String> entries = new ArrayList<>();
    try (JarInputStream jar = new JarInputStream(Files.newInputStream(written))) {
      for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
        entries.add(entry.getName());
        if (entry.getName().equals(ZEBRA.entryName())) {
          assertArrayEquals(ZEBRA.content(), jar.readAllBytes());
        }
      }
    }
    assertEquals(expected, entries);

    try (ZipFile zip = new ZipFile(written.toFile())) {
      String manifest =
          new String(
              zip.getInputStream(zip.getEntry(JarFile.MANIFEST_NAME)).readAllBytes(),
              StandardCharsets.UTF_8);
      assertEquals(
          expected,
          manifest
              .lines()
              .filter(line -> line.startsWith("Name: "))
              .map(line -> line.substring("Name: ".length()))
              .toList());
    }
  }

  @Test
  void everyEntryCarriesTheGivenTime() throws IOException {
    try (ZipFile zip = new ZipFile(written(PACKAGE).toFile())) {
      assertEquals(List.of(TIME), zip.stream().map(ZipEntry::getTimeLocal).distinct().toList());
    }
  }

  @Test
  void aHeaderThatDoesNotFitIsRefused() {
    DeploymentPackage tooLong =
        new DeploymentPackage("com.example", "1.0.0", List.of(bundle("a".repeat(60), "1.0.0")));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> written(tooLong))
            .getMessage()
            .contains("aaa"));
  }

  @Test
  void aBundleIsKnownByItsManifest() throws IOException {
    BundleJar read = BundleJar.read(jar("Bundle-SymbolicName", "com.example.fox;singleton:=true"));
    assertEquals("com.example.fox", read.symbolicName());
    assertEquals("1.2.3", read.version());
  }

  @Test
  void aJarThatIsNoBundleIsRefusedByName() throws IOException {
    Path plain = jar("Implementation-Title", "plain");
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> BundleJar.read(plain))
            .getMessage()
            .contains(plain.toString()));
  }

  private Path written(DeploymentPackage written) throws IOException {
    Path file = folder.resolve("written.dp");
    written.write(file, TIME);
    return file;
  }

  private Path jar(String header, String value) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-Version", "1.2.3");
    manifest.getMainAttributes().putValue(header, value);
    Path jar = folder.resolve("a.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }

  private static BundleJar bundle(String name, String version) {
    return new BundleJar(name, version, name.getBytes(StandardCharsets.UTF_8));
  }
}
