/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/**
 * An AES key that can be wiped; the JDK's own cannot. Unequal to any other, says nothing of its
 * octets. Safe for threads: it is used whole or not at all.
 */
final class SymmetricKey implements SecretKey {
  private static final long serialVersionUID = 1L;

  private final transient byte[] octets;
  private transient boolean destroyed;

  /** Copies the octets. */
  SymmetricKey(byte[] octets) {
    this.octets = octets.clone();
  }

  /** Lets a tag cover the octets. */
  synchronized void authenticate(Cipher cipher) {
    checkAlive();
    cipher.updateAAD(octets);
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
  public synchronized byte[] getEncoded() {
    checkAlive();
    return octets.clone();
  }

  @Override
  public synchronized void destroy() {
    destroyed = true;
    Arrays.fill(octets, (byte) 0);
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  @Override
  public String toString() {
    return "AES key of " + octets.length * 8 + " bits";
  }

  private void checkAlive() {
    if (destroyed) {
      throw new IllegalStateException("the key was replaced, or its key ring is closed");
    }
  }

  private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
    throw new java.io.NotSerializableException("keys are not serialized");
  }
}
