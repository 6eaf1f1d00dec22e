/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyChoice;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.ReceivedCounters;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.SecurityPolicy;

/**
 * What a security setup rules: keys, policy, and the invocation counters of both directions.
 *
 * <p>The policy is that of the class's version 1: bits 2, 3 and 4 say that requests are
 * authenticated, encrypted, signed; bits 5, 6 and 7 the same of responses.
 */
final class SecurityState {
  private static final int REQUEST_AUTHENTICATED = 0x04;
  private static final int REQUEST_ENCRYPTED = 0x08;
  private static final int REQUEST_SIGNED = 0x10;
  private static final int RESPONSE_SHIFT = 3;

  private final MeterKeys keys;
  private final byte[] serverTitle;
  private final boolean forgetful;
  private final InvocationCounters counters = InvocationCounters.inMemory(1);
  private volatile ReceivedCounters received = new ReceivedCounters();
  private volatile byte[] clientTitle = {};
  private volatile int policy;

  /**
   * @param forgetful whether each association begins with counters of its own
   */
  SecurityState(MeterKeys keys, byte[] serverTitle, int policy, boolean forgetful) {
    this.keys = keys;
    this.serverTitle = serverTitle.clone();
    this.policy = policy;
    this.forgetful = forgetful;
  }

  MeterKeys keys() {
    return keys;
  }

  byte[] serverTitle() {
    return serverTitle.clone();
  }

  byte[] clientTitle() {
    return clientTitle.clone();
  }

  int policy() {
    return policy;
  }

  void policy(int bits) {
    policy = bits;
  }

  /** A context for an association that begins. */
  SecurityContext context(byte[] title) {
    clientTitle = title.clone();
    if (forgetful) {
      received = new ReceivedCounters();
    }
    return SecurityContext.builder(keys.ring(), serverTitle)
        .peer(title)
        .counters(counters)
        .received(received)
        .build();
  }

  /** A context for what goes to whoever listens. */
  SecurityContext pushing() {
    return SecurityContext.builder(keys.ring(), serverTitle).counters(counters).build();
  }

  /** A new encryption key: counters begin anew, those of running associations apart. */
  void renewed() {
    received = new ReceivedCounters();
  }

  /** The lowest counter that a client may use next. */
  long nextCounter(byte[] title) {
    var highest = received.highest(title);
    return highest.isPresent() ? highest.getAsLong() + 1 : 0;
  }

  static boolean isProtected(int tag) {
    return tag >= 0x21 && tag <= 0x38
        || tag >= 0x41 && tag <= 0x58
        || tag >= 0xC8 && tag <= 0xD7
        || tag >= 0xDB && tag <= 0xDD
        || tag == 0xDF;
  }

  /** Whether requests must be protected. */
  boolean requires() {
    return (policy & (REQUEST_AUTHENTICATED | REQUEST_ENCRYPTED | REQUEST_SIGNED)) != 0;
  }

  Protection requestProtection() {
    return protection(policy);
  }

  boolean requestSigned() {
    return (policy & REQUEST_SIGNED) != 0;
  }

  private static Protection protection(int bits) {
    boolean authenticated = (bits & REQUEST_AUTHENTICATED) != 0;
    boolean encrypted = (bits & REQUEST_ENCRYPTED) != 0;
    if (authenticated) {
      return encrypted ? Protection.AUTHENTICATED_ENCRYPTION : Protection.AUTHENTICATION;
    }
    return encrypted ? Protection.ENCRYPTION : Protection.NONE;
  }

  /** How a request is answered: in kind, and at least as the policy has it. */
  SecurityPolicy answer(SecurityPolicy inKind) {
    int response = policy >> RESPONSE_SHIFT;
    if (response == 0) {
      return inKind;
    }
    Protection least = protection(response);
    Protection both = Protection.values()[(inKind.protection().bits() | least.bits()) >> 4];
    Envelope envelope = inKind.envelope();
    KeyChoice key = inKind.key();
    boolean signed = inKind.signed() || (response & REQUEST_SIGNED) != 0;
    return new SecurityPolicy(both, envelope, key, signed);
  }
}
