/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreFolderTest {
  private static final String BUNDLE = "/bundle";
  private static final String HOME = "/opt/eclipse/kura";

  @Test
  void aConfiguredFolderIsTaken() {
    assertEquals(
        Optional.of(Path.of("/mnt/disk")),
        folder("/mnt/disk", Map.of(StoreFolder.DATA, "/data", StoreFolder.KURA_HOME, HOME)));
  }

  @Test
  void theGatewaysOwnDataFolderComesBeforeThatOfKura() {
    assertEquals(
        Optional.of(Path.of("/data/store")),
        folder("", Map.of(StoreFolder.DATA, "/data", StoreFolder.KURA_HOME, HOME)));
  }

  @Test
  void inKuraItIsAmongTheDataOfKurasServices() {
    assertEquals(
        Optional.of(Path.of("/opt/eclipse/kura/data/meterway/store")),
        folder("", Map.of(StoreFolder.KURA_HOME, HOME)));
  }

  @Test
  void inAContainerOfKuraTheVolumeCounts() {
    assertEquals(
        Optional.of(Path.of("/persistent/data/meterway/store")),
        folder("", Map.of(StoreFolder.KURA_DATA, "/persistent/data", StoreFolder.KURA_HOME, HOME)));
  }

  @Test
  void otherwiseItIsWithTheBundle() {
    assertEquals(
        Optional.of(Path.of("/bundle/store")),
        folder("", Map.of(StoreFolder.KURA_DATA, " ", StoreFolder.KURA_HOME, "")));
  }

  @Test
  void aPlatformWithoutFilesHasNone() {
    assertEquals(Optional.empty(), StoreFolder.of("", name -> null, name -> null));
  }

  private static Optional<Path> folder(String configured, Map<String, String> properties) {
    return StoreFolder.of(configured, properties::get, name -> new File(BUNDLE, name));
  }
}
