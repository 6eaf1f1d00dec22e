/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

/** How the quality of the network is told to a meter. */
enum LinkQualityScale {
  /** 0 to 31, as modules answer to AT+CSQ (3GPP TS 27.007 section 8.5). */
  CSQ {
    @Override
    int of(NetworkView.Signal signal) {
      if (signal.strengthDbm() < 0) {
        return clamp((signal.strengthDbm() + 113) / 2, 31);
      }
      return clamp(Math.round(signal.qualityPercent() * 31 / 100f), 31);
    }
  },
  /** 0 to 100. */
  PERCENT {
    @Override
    int of(NetworkView.Signal signal) {
      return clamp(signal.qualityPercent(), 100);
    }
  };

  abstract int of(NetworkView.Signal signal);

  private static int clamp(int value, int largest) {
    return Math.max(0, Math.min(largest, value));
  }
}
