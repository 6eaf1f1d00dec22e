/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemBundleTest {
  @TempDir private Path home;

  private Path jar(String path) throws IOException {
    Path jar = home.resolve("bundles").resolve(path);
    Files.createDirectories(jar.getParent());
    return Files.createFile(jar);
  }

  @Test
  void foldersSayStartLevelAndFeature() throws Exception {
    Path late = jar("40-deploy/a.jar");
    Path second = jar("10-platform/b.jar");
    Path first = jar("10-platform/a.jar");
    jar("20-http/web.jar");
    jar("notes/readme.jar");

    assertEquals(
        List.of(
            new SystemBundle(first, 10), new SystemBundle(second, 10), new SystemBundle(late, 40)),
        SystemBundle.list(SystemBundle.jars(home), feature -> !feature.equals("http")));
    assertTrue(new SystemBundle(late, 40).location().startsWith("reference:file:/"));
  }

  @Test
  void aFolderWithoutBundlesIsNoDistribution() throws Exception {
    Files.createDirectory(home.resolve("bundles"));

    GatewayException e =
        assertThrows(
            GatewayException.class,
            () -> SystemBundle.list(SystemBundle.jars(home), feature -> true));

    assertEquals(
        "No bundles in " + home.resolve("bundles") + "; is " + home + " an unpacked distribution?",
        e.getMessage());
  }
}
