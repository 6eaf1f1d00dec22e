/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.security.SecureRandom;

/**
 * The five fields at the head of general-ciphering and general-signing, each with its length;
 * date-time and other information stay empty.
 */
record GeneralFields(byte[] transactionId, byte[] originator, byte[] recipient) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NEW_ID_LENGTH = 8;
  private static final byte[] EMPTY = {};

  static GeneralFields of(byte[] transactionId, byte[] originator, byte[] recipient) {
    byte[] id = transactionId;
    if (id == null) {
      id = new byte[NEW_ID_LENGTH];
      RANDOM.nextBytes(id);
    }
    return new GeneralFields(id, originator, recipient);
  }

  private int size() {
    return Axdr.size(transactionId) + Axdr.size(originator) + Axdr.size(recipient) + 2;
  }

  byte[] toByteArray() {
    byte[] out = new byte[size()];
    int next = Axdr.put(out, 0, transactionId);
    next = Axdr.put(out, next, originator);
    next = Axdr.put(out, next, recipient);
    next = Axdr.put(out, next, EMPTY);
    Axdr.put(out, next, EMPTY);
    return out;
  }
}
