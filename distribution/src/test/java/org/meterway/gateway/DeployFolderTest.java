/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

class DeployFolderTest {
  @TempDir private Path folder;
  private Path memory;
  private Framework framework;

  @BeforeEach
  void givenAFramework() throws BundleException {
    memory = folder.resolve("deployed-from");
    framework =
        new FrameworkFactory()
            .newFramework(Map.of("org.osgi.framework.storage", folder.resolve("cache").toString()));
    framework.init();
  }

  @AfterEach
  void stopIt() throws Exception {
    framework.stop();
    framework.waitForStop(10_000);
  }

  private void start(String deploy) throws Exception {
    DeployFolder.open(folder.resolve(deploy), memory).uninstallOthers(framework.getBundleContext());
  }

  private void install(String name, String location) throws IOException, BundleException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Bundle-ManifestVersion", "2");
    attributes.putValue("Bundle-SymbolicName", name);
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    new JarOutputStream(jar, manifest).close();
    framework
        .getBundleContext()
        .installBundle(location, new ByteArrayInputStream(jar.toByteArray()));
  }

  private Set<String> installed() {
    return Arrays.stream(framework.getBundleContext().getBundles())
        .filter(bundle -> bundle.getBundleId() != 0)
        .map(Bundle::getSymbolicName)
        .collect(Collectors.toSet());
  }

  @Test
  void onlyWhatWasDeployedFromTheOldFolderIsUninstalled() throws Exception {
    start("old one");
    install("deployed", folder.resolve("old one").resolve("a.jar").toUri().toString());
    install("nested", folder.resolve("old one/new").resolve("b.jar").toUri().toString());
    install("elsewhere", folder.resolve("elsewhere").resolve("c.jar").toUri().toString());
    install("relative", "file:d.jar");
    install("uploaded", "inputstream:e.jar");

    start("old one");
    assertEquals(Set.of("deployed", "nested", "elsewhere", "relative", "uploaded"), installed());

    start("old one/new");
    assertEquals(Set.of("nested", "elsewhere", "relative", "uploaded"), installed());
  }

  @Test
  void aFileInItsPlaceIsReported() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    GatewayException e =
        assertThrows(GatewayException.class, () -> DeployFolder.open(file, memory));

    assertTrue(e.getMessage().endsWith(file + " is a file and no folder"), e.getMessage());
  }
}
