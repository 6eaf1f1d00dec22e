/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.meterway.dlms.apdu.Mechanism;

/**
 * What the meter offers one client.
 *
 * @param client the client's address, 1 to 65535: 16 is the public one
 * @param mechanisms how it may say who it is
 * @param secret the password of low level security, and the secret of high level security
 * @param rights what it may do
 */
public record MeterAssociation(
    int client, Set<Mechanism> mechanisms, byte[] secret, AccessRights rights) {
  /** Checks the address, and copies the others. */
  public MeterAssociation {
    if (client < 1 || client > 0xFFFF) {
      throw new IllegalArgumentException("client " + client + ": 1 to 65535 would be right");
    }
    if (mechanisms.isEmpty()) {
      throw new IllegalArgumentException("client " + client + " has no mechanism");
    }
    mechanisms = Set.copyOf(mechanisms);
    secret = secret.clone();
    Objects.requireNonNull(rights, "rights");
  }

  /** A copy of the secret. */
  @Override
  public byte[] secret() {
    return secret.clone();
  }

  /** A client that need not say who it is. */
  public static MeterAssociation open(int client, AccessRights rights) {
    return new MeterAssociation(client, Set.of(Mechanism.NONE), new byte[0], rights);
  }

  /** A client that has a password or a secret, and may use any mechanism but none at all. */
  public static MeterAssociation secured(int client, String secret, AccessRights rights) {
    return new MeterAssociation(
        client,
        EnumSet.complementOf(EnumSet.of(Mechanism.NONE)),
        secret.getBytes(StandardCharsets.US_ASCII),
        rights);
  }

  /**
   * The public client 16, which may read all; the management client 1 and the clients 2 and 3 with
   * the secret {@code 12345678} that may do all; and the client 17 with the password {@code
   * 00000000} that may read all.
   */
  public static List<MeterAssociation> usual() {
    return List.of(
        open(16, AccessRights.READ_ONLY),
        secured(1, "12345678", AccessRights.FULL),
        secured(2, "12345678", AccessRights.FULL),
        secured(3, "12345678", AccessRights.FULL),
        new MeterAssociation(
            17,
            Set.of(Mechanism.LOW),
            "00000000".getBytes(StandardCharsets.US_ASCII),
            AccessRights.READ_ONLY));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MeterAssociation association
        && client == association.client
        && mechanisms.equals(association.mechanisms)
        && Arrays.equals(secret, association.secret)
        && rights.equals(association.rights);
  }

  @Override
  public int hashCode() {
    return Objects.hash(client, mechanisms, Arrays.hashCode(secret), rights);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "client " + client + " by " + mechanisms;
  }
}
