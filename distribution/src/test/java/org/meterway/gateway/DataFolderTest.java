/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir private Path folder;

  @Test
  void aNewFolderIsForItsOwnerOnly() throws Exception {
    Path data = folder.resolve("new").resolve("data");

    try (DataFolder opened = DataFolder.open(data)) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
      assertEquals(data.resolve("cache"), opened.cache());
    }
  }

  @Test
  void aSecondGatewayIsRefusedUntilTheFirstIsGone() throws Exception {
    try (DataFolder first = DataFolder.open(folder)) {
      GatewayException e = assertThrows(GatewayException.class, () -> DataFolder.open(folder));

      assertEquals(
          "Data folder "
              + folder
              + " is in use by another gateway (process "
              + ProcessHandle.current().pid()
              + "); stop that one, or choose another folder with --data",
          e.getMessage());
      assertEquals(folder.resolve("tmp"), first.temporary());
    }
    DataFolder.open(folder).close();
  }

  @Test
  void aFileInItsPlaceIsReported() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    GatewayException e = assertThrows(GatewayException.class, () -> DataFolder.open(file));

    assertEquals(
        "Data folder "
            + file
            + " cannot be used: "
            + file
            + " is a file and no folder; choose another with --data",
        e.getMessage());
  }

  @Test
  void whatAnOpenFolderHoldsIsClosedToOthers() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path known = Files.createDirectory(folder.resolve("cache"));
    Files.setPosixFilePermissions(known, PosixFilePermissions.fromString("rwxr-xr-x"));

    try (DataFolder data = DataFolder.open(folder)) {
      for (Path inner : List.of(data.cache(), data.configurations(), data.temporary())) {
        assertEquals(
            "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)));
      }
    }
  }
}
