/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meterway.api.config.InvalidConfigurationException;

class CaptureOptionsTest {
  /** Kura may give null where nothing is configured. */
  static CaptureConfig config(
      String folder, String[] links, int fileBytes, int files, int snapLength) {
    return new CaptureConfig() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return CaptureConfig.class;
      }

      @Override
      public boolean enabled() {
        return true;
      }

      @Override
      public String[] links() {
        return links;
      }

      @Override
      public String folder() {
        return folder;
      }

      @Override
      public int fileBytes() {
        return fileBytes;
      }

      @Override
      public int files() {
        return files;
      }

      @Override
      public int snapLength() {
        return snapLength;
      }
    };
  }

  @Test
  void emptyLinksMeanAll() {
    assertEquals(
        List.of("meter1"),
        CaptureOptions.of(config("", new String[] {" meter1 ", ""}, 65_536, 1, 64)).links());
    assertEquals(List.of(), CaptureOptions.of(config(null, null, 65_536, 1, 64)).links());
  }

  @Test
  void theFolderIsThatOfThePlatformUnlessConfigured() {
    CaptureOptions options = CaptureOptions.DEFAULTS;
    assertEquals(
        Optional.of(Path.of("/d/capture")),
        options.place(Map.of("org.meterway.data", "/d", "kura.home", "/k")::get));
    assertEquals(
        Optional.of(Path.of("/v/meterway/capture")),
        options.place(Map.of("kura.data", "/v", "kura.home", "/k")::get));
    assertEquals(
        Optional.of(Path.of("/k/data/meterway/capture")),
        options.place(Map.of("kura.home", "/k")::get));
    assertEquals(Optional.empty(), options.place(name -> null));
    assertEquals(
        Optional.of(Path.of("/mine")),
        CaptureOptions.of(config("/mine", null, 65_536, 1, 64)).place(name -> null));
  }

  @Test
  void wrongValuesAreNamedAllAtOnce() {
    InvalidConfigurationException refused =
        assertThrows(
            InvalidConfigurationException.class,
            () -> CaptureOptions.of(config("here", null, 1, 0, 1)));
    for (String property : List.of("folder", "fileBytes", "files", "snapLength")) {
      assertTrue(refused.getMessage().contains(property), refused.getMessage());
    }
  }
}
