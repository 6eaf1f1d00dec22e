/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura;

/** Kinds of failures; of Kura's many, those that Meterway names. */
public enum KuraErrorCode {
  INTERNAL_ERROR,
  STORE_ERROR,
  DECODER_ERROR,
  CLOSED_DEVICE,
  GPIO_EXCEPTION,
  UNAVAILABLE_DEVICE
}
