/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * An AES key that can be wiped; JDK's own cannot. Unequal to any other, says nothing of its octets.
 */
final class SymmetricKey implements SecretKey {
  private static final long serialVersionUID = 1L;

  private final transient byte[] octets;
  private transient volatile boolean destroyed;

  /** Copies the octets. */
  SymmetricKey(byte[] octets) {
    this.octets = octets.clone();
  }

  int length() {
    return octets.length;
  }

  /** The octets themselves, not a copy. */
  byte[] octets() {
    if (destroyed) {
      throw new IllegalStateException("the key ring is closed");
    }
    return octets;
  }

  @Override
  public String getAlgorithm() {
    return "AES";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return octets().clone();
  }

  @Override
  public void destroy() {
    destroyed = true;
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public String toString() {
    return "AES key of " + octets.length * 8 + " bits";
  }

  private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
    throw new java.io.NotSerializableException("keys are not serialized");
  }
}
