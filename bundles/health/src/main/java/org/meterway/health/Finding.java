/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import org.meterway.api.status.Health;

/**
 * What an aspect of the platform was found to be.
 *
 * @param words why it is not well; empty when it is
 * @param figure what was measured, for people
 */
record Finding(Health health, String words, String figure) {
  static Finding well(String figure) {
    return new Finding(Health.OK, "", figure);
  }

  static Finding warning(String words, String figure) {
    return new Finding(Health.WARNING, words, figure);
  }

  static Finding critical(String words, String figure) {
    return new Finding(Health.CRITICAL, words, figure);
  }
}
