/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;

/**
 * Asks for an association (IEC 62056-5-3, {@code AARQ-apdu}). Built with {@link #builder()}.
 *
 * @param elements in the order that they have; see the methods for what they mean
 * @param lengthOctets of the whole, as they were received, where they are not what the elements
 *     make them; else none
 */
public record Aarq(List<AcseElement> elements, byte[] lengthOctets) implements AcseApdu {
  private static final int CALLED_AP_TITLE = 0xA2;
  private static final int CALLING_AP_TITLE = 0xA6;
  private static final int CALLING_AE_QUALIFIER = 0xA7;
  private static final int CALLING_AE_INVOCATION_ID = 0xA9;
  private static final int REQUIREMENTS = 0x8A;
  private static final int MECHANISM = 0x8B;
  private static final int AUTHENTICATION_VALUE = 0xAC;

  /** Of a copy of the list. */
  public Aarq {
    elements = List.copyOf(elements);
  }

  Aarq(Acse acse) {
    this(acse.elements(), acse.lengthOctets());
  }

  @Override
  public int tag() {
    return ApduTag.AARQ;
  }

  @Override
  public boolean equals(Object other) {
    return Contents.equal(this, other);
  }

  @Override
  public int hashCode() {
    return Contents.hash(this);
  }

  /** How objects are named and whether there is ciphering; null for a name that is not known. */
  public ApplicationContext applicationContext() {
    return Acse.applicationContext(elements);
  }

  /** {@link Mechanism#NONE} where it has none; null for a name that is not known. */
  public Mechanism mechanism() {
    return Acse.mechanism(find(MECHANISM));
  }

  /** The password, or the client's challenge; null for none. */
  public byte[] authenticationValue() {
    return Acse.characters(elements, AUTHENTICATION_VALUE);
  }

  /** The client's system title; null for none. */
  public byte[] callingSystemTitle() {
    return Acse.octets(elements, CALLING_AP_TITLE);
  }

  /** The client's certificate; null for none. */
  public byte[] callingAeQualifier() {
    return Acse.octets(elements, CALLING_AE_QUALIFIER);
  }

  /** The client's user, 0 to 255; null for none. */
  public Integer userId() {
    return Acse.integer(find(CALLING_AE_INVOCATION_ID));
  }

  /** The meter's system title; null for none. */
  public byte[] calledSystemTitle() {
    return Acse.octets(elements, CALLED_AP_TITLE);
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "Aarq[applicationContext=" + applicationContext() + ", mechanism=" + mechanism() + "]";
  }

  /** Begins one. */
  public static Builder builder() {
    return new Builder();
  }

  /** An AARQ to be. Elements come into the standard's order. */
  public static final class Builder {
    private final Acse.Builder acse = new Acse.Builder();

    private Builder() {}

    /** Says the version of ACSE, which is the default if it is not said. */
    public Builder protocolVersion() {
      acse.protocolVersion();
      return this;
    }

    /** Required. */
    public Builder applicationContext(ApplicationContext context) {
      acse.context(context);
      return this;
    }

    /** None by default; says that authentication is wanted, too. */
    public Builder mechanism(Mechanism mechanism) {
      if (mechanism != Mechanism.NONE) {
        acse.mechanism(REQUIREMENTS, MECHANISM, mechanism);
      }
      return this;
    }

    /** The password, or the client's challenge. */
    public Builder authenticationValue(byte[] value) {
      acse.characters(AUTHENTICATION_VALUE, value);
      return this;
    }

    /** The client's system title, 8 octets. */
    public Builder callingSystemTitle(byte[] title) {
      acse.octets(CALLING_AP_TITLE, title);
      return this;
    }

    /** The client's certificate. */
    public Builder callingAeQualifier(byte[] certificate) {
      acse.octets(CALLING_AE_QUALIFIER, certificate);
      return this;
    }

    /** The client's user, 0 to 255. */
    public Builder userId(int user) {
      acse.integer(CALLING_AE_INVOCATION_ID, user);
      return this;
    }

    /** The meter's system title, 8 octets. */
    public Builder calledSystemTitle(byte[] title) {
      acse.octets(CALLED_AP_TITLE, title);
      return this;
    }

    /** An encoded {@link InitiateRequest}, plain or ciphered. */
    public Builder userInformation(byte[] initiate) {
      acse.octets(Acse.USER_INFORMATION, initiate);
      return this;
    }

    /** Anything else. */
    public Builder element(int tag, byte[] content) {
      acse.add(tag, content);
      return this;
    }

    /** What was said. */
    public Aarq build() {
      return new Aarq(acse.build(), Acse.NO_OCTETS);
    }
  }
}
