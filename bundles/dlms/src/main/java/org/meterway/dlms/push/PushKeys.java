/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import org.meterway.dlms.security.KeyRing;

/** The keys of meters that push. */
@FunctionalInterface
public interface PushKeys {
  /** Nothing that is ciphered can be read. */
  PushKeys NONE = systemTitle -> null;

  /**
   * A meter's keys.
   *
   * @param systemTitle the meter's, 8 octets; none where the telegram does not tell it
   * @return null if they are not known
   */
  KeyRing of(byte[] systemTitle);
}
