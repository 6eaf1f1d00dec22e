/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many payloads of any length go up through TLS whole, within the bound of every wait. */
class TlsVolumeTest {
  private static final int BYTES = 32 << 20;

  private TlsScene scene;

  @BeforeEach
  void prepare(@TempDir Path folder) {
    scene = new TlsScene(folder);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    scene.close();
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, 256", "TLSv1.3, 256", "TLSv1.3, 4096", "TLSv1.3, 65536"})
  void payloadsGoUp(String version, int length) {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server(), version));
    TcpHeadEnd headEnd =
        scene.start(
            scene
                .settings(peer.port())
                .with("queueMaxPayloads", 1_000_000)
                .with("queueMaxBytes", 1L << 28));
    TlsPeer.Connection connection = peer.connection(0);
    for (int sent = 0; sent < BYTES; sent += length) {
      headEnd.send(new byte[length]);
    }
    Await.until("all came", () -> connection.receivedLength() == BYTES);
  }
}
