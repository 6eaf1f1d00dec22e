/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataWriter;

/** Which key an APDU is ciphered with (Green Book, {@code Key-Info}). */
public sealed interface KeyInfo {
  /** Encodes. */
  void write(DataWriter out);

  /**
   * One that both have.
   *
   * @param keyId 0 for the global unicast encryption key, 1 for the global broadcast encryption key
   */
  record Identified(int keyId) implements KeyInfo {
    @Override
    public void write(DataWriter out) {
      out.put8(0).put8(keyId);
    }
  }

  /**
   * One that comes with it, wrapped.
   *
   * @param kekId 0 for the master key
   * @param wrapped the key, wrapped
   */
  record Wrapped(int kekId, byte[] wrapped) implements KeyInfo {
    @Override
    public void write(DataWriter out) {
      out.put8(1).put8(kekId).putOctets(wrapped);
    }

    @Override
    public boolean equals(Object other) {
      return Contents.equal(this, other);
    }

    @Override
    public int hashCode() {
      return Contents.hash(this);
    }

    @Override
    public String toString() {
      return Contents.text(this);
    }
  }

  /**
   * One that is agreed upon.
   *
   * @param parameters one octet: 1 for the ephemeral-static, 2 for the static-static way
   * @param data an ephemeral public key with its signature, or none
   */
  record Agreed(byte[] parameters, byte[] data) implements KeyInfo {
    @Override
    public void write(DataWriter out) {
      out.put8(2).putOctets(parameters).putOctets(data);
    }

    @Override
    public boolean equals(Object other) {
      return Contents.equal(this, other);
    }

    @Override
    public int hashCode() {
      return Contents.hash(this);
    }

    @Override
    public String toString() {
      return Contents.text(this);
    }
  }

  /** Decodes. */
  static KeyInfo read(ApduReader in) throws ApduException {
    return switch (in.choice(0, 2, "key information")) {
      case 0 -> new Identified(in.u8());
      case 1 -> new Wrapped(in.u8(), in.octets());
      default -> new Agreed(in.octets(), in.octets());
    };
  }
}
