/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a page has to repeat when it changes something: only pages of this gateway can read it. New
 * with each run.
 */
final class PageToken {
  /** The header that repeats it. */
  static final String HEADER = "X-Meterway-Token";

  /** Where a page gets it. */
  static final String PATH = "/token";

  private final String value;

  PageToken() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    value = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  boolean matches(String given) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  byte[] json() {
    return ("{\"token\":\"" + value + "\"}").getBytes(StandardCharsets.UTF_8);
  }
}
