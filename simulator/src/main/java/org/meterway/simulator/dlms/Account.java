/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

/** A client as the meter knows it: its association, and the secret, which it may change. */
final class Account {
  private final MeterAssociation association;
  private final SecurityState keys;
  private volatile byte[] secret;

  Account(MeterAssociation association, SecurityState keys) {
    this.association = association;
    this.keys = keys;
    secret = association.secret();
  }

  MeterAssociation association() {
    return association;
  }

  SecurityState keys() {
    return keys;
  }

  byte[] secret() {
    return secret;
  }

  void secret(byte[] fresh) {
    secret = fresh.clone();
  }
}
