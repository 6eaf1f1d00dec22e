/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;

/**
 * Whether there is an association (IEC 62056-5-3, {@code AARE-apdu}). Built with {@link
 * #builder()}.
 *
 * @param elements in the order that they have; see the methods for what they mean
 * @param lengthOctets of the whole, as they were received, where they are not what the elements
 *     make them; else none
 */
public record Aare(List<AcseElement> elements, byte[] lengthOctets) implements AcseApdu {
  private static final int RESULT = 0xA2;
  private static final int DIAGNOSTIC = 0xA3;
  private static final int RESPONDING_AP_TITLE = 0xA4;
  private static final int RESPONDING_AE_QUALIFIER = 0xA5;
  private static final int REQUIREMENTS = 0x88;
  private static final int MECHANISM = 0x89;
  private static final int AUTHENTICATION_VALUE = 0xAA;

  /** Of a choice of diagnostics: who says it. */
  private static final int SOURCE = 0xA0;

  /** Of a copy of the list. */
  public Aare {
    elements = List.copyOf(elements);
  }

  Aare(Acse acse) {
    this(acse.elements(), acse.lengthOctets());
  }

  @Override
  public int tag() {
    return ApduTag.AARE;
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

  /** Whether there is an association; null where it does not say so, never in a decoded one. */
  public AssociationResult result() {
    Integer code = Acse.integer(find(RESULT));
    return code != null && code >= 0 && code <= 2 ? AssociationResult.values()[code] : null;
  }

  /** Why; null for none. */
  public Diagnostic diagnostic() {
    byte[] content = find(DIAGNOSTIC);
    for (int source = 1; source <= 2; source++) {
      Integer code = Acse.integer(Acse.inside(content, SOURCE | source));
      if (code != null) {
        return new Diagnostic(source, code);
      }
    }
    return null;
  }

  /** {@link Mechanism#NONE} where it has none; null for a name that is not known. */
  public Mechanism mechanism() {
    return Acse.mechanism(find(MECHANISM));
  }

  /** The meter's challenge; null for none. */
  public byte[] authenticationValue() {
    return Acse.characters(elements, AUTHENTICATION_VALUE);
  }

  /** The meter's system title; null for none. */
  public byte[] respondingSystemTitle() {
    return Acse.octets(elements, RESPONDING_AP_TITLE);
  }

  /** The meter's certificate; null for none. */
  public byte[] respondingAeQualifier() {
    return Acse.octets(elements, RESPONDING_AE_QUALIFIER);
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "Aare[applicationContext="
        + applicationContext()
        + ", result="
        + result()
        + ", diagnostic="
        + diagnostic()
        + ", mechanism="
        + mechanism()
        + "]";
  }

  /** Begins one. */
  public static Builder builder() {
    return new Builder();
  }

  /** An AARE to be. Elements come into the standard's order. */
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

    /** Required. */
    public Builder result(AssociationResult result) {
      acse.integer(RESULT, result.code());
      return this;
    }

    /** Required. */
    public Builder diagnostic(Diagnostic diagnostic) {
      byte[] code = Acse.wrap(0x02, new byte[] {(byte) diagnostic.code()});
      acse.add(DIAGNOSTIC, Acse.wrap(SOURCE | diagnostic.source(), code));
      return this;
    }

    /** The meter's system title, 8 octets. */
    public Builder respondingSystemTitle(byte[] title) {
      acse.octets(RESPONDING_AP_TITLE, title);
      return this;
    }

    /** The meter's certificate. */
    public Builder respondingAeQualifier(byte[] certificate) {
      acse.octets(RESPONDING_AE_QUALIFIER, certificate);
      return this;
    }

    /** None by default; says that authentication is wanted, too. */
    public Builder mechanism(Mechanism mechanism) {
      if (mechanism != Mechanism.NONE) {
        acse.mechanism(REQUIREMENTS, MECHANISM, mechanism);
      }
      return this;
    }

    /** The meter's challenge. */
    public Builder authenticationValue(byte[] value) {
      acse.characters(AUTHENTICATION_VALUE, value);
      return this;
    }

    /** An encoded {@link InitiateResponse} or {@link ConfirmedServiceError}, plain or ciphered. */
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
    public Aare build() {
      return new Aare(acse.build(), Acse.NO_OCTETS);
    }
  }
}
