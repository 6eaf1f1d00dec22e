/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployedJarsTest {
  @TempDir private Path folder;

  @Test
  void aFolderThatIsNotThereHasNone() {
    DeployedJars jars = new DeployedJars(folder.resolve("absent"));
    assertEquals(List.of(), jars.list());
    assertFalse(jars.haveChanged());
  }

  @Test
  void eachChangeIsToldOnce() throws IOException {
    DeployedJars jars = new DeployedJars(folder);
    Path jar = Files.writeString(folder.resolve("a.jar"), "half");
    assertEquals(List.of(jar), jars.list());
    assertTrue(jars.haveChanged());
    assertFalse(jars.haveChanged());

    Files.writeString(jar, "half and half");
    assertTrue(jars.haveChanged());
    assertFalse(jars.haveChanged());

    Files.writeString(folder.resolve("notes.txt"), "no jar");
    assertFalse(jars.haveChanged());

    Files.delete(jar);
    assertTrue(jars.haveChanged());
    assertFalse(jars.haveChanged());
  }
}
