/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;

/**
 * A checked configuration.
 *
 * @param credentials what to log in with; empty where no password is configured
 * @param publicPaths what may be read without
 */
record PagesOptions(Optional<Credentials> credentials, Set<String> publicPaths) {
  /** Nobody may see anything. */
  static final PagesOptions NONE = new PagesOptions(Optional.empty(), Set.of());

  private static final int SHORTEST_PASSWORD = 8;
  private static final Pattern USER = Pattern.compile("[^:\\p{Cntrl}]{1,64}");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._-]+)+");
  private static final String HIDDEN = "(hidden)";

  /**
   * Checks a configuration.
   *
   * @param decoder {@code null} where passwords stand in clear
   * @throws org.meterway.api.config.InvalidConfigurationException names each wrong property
   */
  static PagesOptions of(PagesConfig config, PasswordDecoder decoder) {
    Validation check = Validation.of(Pages.PID);
    String user = check.required("user", config.user(), "a name");
    if (!user.isEmpty() && !USER.matcher(user).matches()) {
      check.reject("user", user, "at most 64 characters, none of them a colon");
    }
    Optional<Credentials> credentials = credentials(check, user, config.password(), decoder);
    Set<String> paths = publicPaths(check, config.publicPaths());
    check.check();
    return new PagesOptions(credentials, paths);
  }

  private static Optional<Credentials> credentials(
      Validation check, String user, String stored, PasswordDecoder decoder) {
    if (stored == null || stored.isEmpty()) {
      return Optional.empty();
    }
    char[] password = new char[0];
    try {
      password = decoder == null ? stored.toCharArray() : decoder.decode(stored);
      if (password.length == 0) {
        // Kura encrypts an empty field, too.
        return Optional.empty();
      }
      if (password.length < SHORTEST_PASSWORD) {
        check.reject("password", HIDDEN, "at least " + SHORTEST_PASSWORD + " characters");
      }
      return Optional.of(Credentials.of(user, password));
    } catch (IllegalArgumentException e) {
      check.reject(
          "password",
          HIDDEN,
          "a password that the platform can decrypt (" + e.getMessage() + "); enter it again");
      return Optional.empty();
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static Set<String> publicPaths(Validation check, String[] configured) {
    String[] given = configured == null ? new String[0] : configured;
    Set<String> paths =
        Arrays.stream(given)
            .filter(path -> path != null && !path.isBlank())
            .map(String::strip)
            .collect(Collectors.toUnmodifiableSet());
    for (String path : paths) {
      if (!PATH.matcher(path).matches()) {
        check.reject("publicPaths", path, "a path such as /metrics");
      }
    }
    return paths;
  }
}
