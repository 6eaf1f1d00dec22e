/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of those who publish. */
class UpdateCommandsTest {
  @TempDir private Path folder;
  private String key;
  private String repository;
  private String bundles;

  @BeforeEach
  void givenAKeyAndABundle() throws IOException {
    key = folder.resolve("release.pem").toString();
    repository = folder.resolve("repository").toString();
    bundles = folder.resolve("bundles").toString();
    Path jar = folder.resolve("bundles/30-meterway/a.jar");
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Bundle-SymbolicName", "a");
    manifest.getMainAttributes().putValue("Bundle-Version", "1.0.0");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    assertEquals(0, Run.of("", "update", "keygen", key).exitStatus());
  }

  private Run update(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "update";
    System.arraycopy(words, 0, all, 1, words.length);
    return Run.of("", all);
  }

  private Run publish() {
    return update(
        "publish",
        "0.1.1",
        "--key",
        key,
        "--bundles",
        bundles,
        "--into",
        repository,
        "--channel",
        "beta");
  }

  private Run verify() {
    return update("verify", repository, "--trusted-keys", key + ".pub");
  }

  @Test
  void aKeyIsForItsOwnerAndNeverReplaced() throws IOException {
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(Path.of(key)));
    Run again = update("keygen", key);
    assertEquals(1, again.exitStatus());
    assertTrue(again.err().contains("is there already"), again.err());
  }

  @Test
  void aReleaseIsPublishedPromotedRefreshedAndVerified() {
    assertEquals("release 0.1.1 (1) is published: 1 bundles, for beta\n", publish().out());
    assertEquals(
        "release number 1 is for beta, stable\n",
        update(
                "promote",
                "1",
                "--channel",
                "beta",
                "--channel",
                "stable",
                "--key",
                key,
                "--into",
                repository)
            .out());
    assertTrue(
        update("refresh", "--key", key, "--into", repository).out().startsWith("index 3 holds"));
    String verified = verify().out();
    assertTrue(verified.startsWith("index 3 of "), verified);
    assertTrue(verified.contains("release 0.1.1 (1) for beta, stable: 1 bundles"), verified);
  }

  @Test
  void whatWasChangedIsFound() throws IOException {
    publish();
    Path index = Path.of(repository, "index.json");
    Files.writeString(index, Files.readString(index).replace("beta", "best"));
    Run verified = verify();
    assertEquals(1, verified.exitStatus());
    assertTrue(verified.err().contains("it was changed after that"), verified.err());
  }

  @Test
  void whereNoGatewayRunsItIsSaid() {
    Run asked = update("status", "--data", folder.resolve("none").toString());
    assertEquals(3, asked.exitStatus());
    assertTrue(asked.err().contains("there is no folder"), asked.err());
  }
}
