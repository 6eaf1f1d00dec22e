/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.api.config.InvalidConfigurationException;

class PagesOptionsTest {
  private static PagesConfig config(String user, String password, String... publicPaths) {
    return new PagesConfig() {
      @Override
      public Class<? extends Annotation> annotationType() {
        return PagesConfig.class;
      }

      @Override
      public String user() {
        return user;
      }

      @Override
      public String password() {
        return password;
      }

      @Override
      public String[] publicPaths() {
        return publicPaths;
      }
    };
  }

  @Test
  void withoutAPasswordThereAreNoCredentials() {
    assertEquals(PagesOptions.NONE, PagesOptions.of(config("admin", null), null));
    assertEquals(PagesOptions.NONE, PagesOptions.of(config("admin", ""), null));
    assertEquals(
        PagesOptions.NONE, PagesOptions.of(config("admin", "sealed"), stored -> new char[0]));
  }

  @Test
  void thePasswordIsDecodedAndThePathsAreTaken() {
    PagesOptions options =
        PagesOptions.of(
            config(" admin ", "sealed", "/metrics", " ", "/a/b.json"),
            stored -> "long enough".toCharArray());

    assertEquals(
        Optional.of(Credentials.of("admin", "long enough".toCharArray())), options.credentials());
    assertEquals(Set.of("/metrics", "/a/b.json"), options.publicPaths());
  }

  @ParameterizedTest
  @CsvSource({
    "'',    long enough, /metrics, user",
    "a:b,   long enough, /metrics, user",
    "admin, short,       /metrics, password",
    "admin, long enough, metrics,  publicPaths",
    "admin, long enough, /,        publicPaths",
    "admin, long enough, /../x y,  publicPaths"
  })
  void whatIsWrongIsNamed(String user, String password, String path, String property) {
    InvalidConfigurationException refused =
        assertThrows(
            InvalidConfigurationException.class,
            () -> PagesOptions.of(config(user, password, path), null));

    assertEquals(1, refused.problems().size());
    assertTrue(refused.problems().get(0).startsWith(property + " is "), refused.getMessage());
    assertFalse(refused.getMessage().contains(password));
  }

  @Test
  void whatCannotBeDecodedIsToldWithoutTheValue() {
    InvalidConfigurationException refused =
        assertThrows(
            InvalidConfigurationException.class,
            () ->
                PagesOptions.of(
                    config("admin", "S3aled"),
                    stored -> {
                      throw new IllegalArgumentException("no key");
                    }));

    assertTrue(refused.getMessage().contains("no key"));
    assertFalse(refused.getMessage().contains("S3aled"));
  }
}
