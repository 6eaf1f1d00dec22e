/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.config;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes passwords of configurations readable where the platform stores them encrypted, as Kura
 * does. A service that need not be there: without one, passwords stand in clear and are used as
 * they are. May be used from any thread.
 */
@ProviderType
public interface PasswordDecoder {
  /**
   * The password in clear; the caller wipes the array once it has used it.
   *
   * @param stored the property's value
   * @throws IllegalArgumentException if it cannot be decrypted; the message does not hold the value
   */
  char[] decode(String stored);
}
