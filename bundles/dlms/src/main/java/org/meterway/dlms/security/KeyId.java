/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

/** The symmetric keys that Security setup transfers and agrees on, by their ids in the standard. */
public enum KeyId {
  /** Global unicast encryption key (GUEK), id 0. */
  UNICAST_ENCRYPTION,
  /** Global broadcast encryption key (GBEK), id 1. */
  BROADCAST_ENCRYPTION,
  /** Authentication key (GAK), id 2. */
  AUTHENTICATION,
  /** Master key, the key encryption key (KEK), id 3. */
  MASTER;

  private static final KeyId[] ALL = values();

  /**
   * The key of an id.
   *
   * @param id 0 to 3
   * @return the key
   * @throws CipheringException MALFORMED for any other id
   */
  public static KeyId of(int id) throws CipheringException {
    if (id < 0 || id >= ALL.length) {
      throw new CipheringException(
          CipheringException.Reason.MALFORMED, "key id " + id + ", expected 0 to 3");
    }
    return ALL[id];
  }

  /** The id, 0 to 3. */
  public int id() {
    return ordinal();
  }
}
