/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The services that a side can do, or that both agreed on (IEC 62056-5-3, {@code Conformance}).
 *
 * @param bits 24 of them; the highest is bit 0 of the standard
 */
public record Conformance(int bits) {
  /** A service or a feature of services, in the order of the standard's bits. */
  public enum Bit {
    /** Reserved. */
    RESERVED_0,
    /** General protection: general-glo-ciphering and its like. */
    GENERAL_PROTECTION,
    /** General block transfer. */
    GENERAL_BLOCK_TRANSFER,
    /** Reading by short names. */
    READ,
    /** Writing by short names. */
    WRITE,
    /** Writing by short names without an answer. */
    UNCONFIRMED_WRITE,
    /** Delta values. */
    DELTA_VALUE_ENCODING,
    /** Reserved. */
    RESERVED_7,
    /** All attributes of an object at once, writing. */
    ATTRIBUTE_0_SUPPORTED_WITH_SET,
    /** Requests of high priority. */
    PRIORITY_MGMT_SUPPORTED,
    /** All attributes of an object at once, reading. */
    ATTRIBUTE_0_SUPPORTED_WITH_GET,
    /** Reading by blocks. */
    BLOCK_TRANSFER_WITH_GET_OR_READ,
    /** Writing by blocks. */
    BLOCK_TRANSFER_WITH_SET_OR_WRITE,
    /** Methods by blocks. */
    BLOCK_TRANSFER_WITH_ACTION,
    /** Lists of attributes or methods. */
    MULTIPLE_REFERENCES,
    /** Information reports by short names. */
    INFORMATION_REPORT,
    /** Push. */
    DATA_NOTIFICATION,
    /** The ACCESS service. */
    ACCESS,
    /** Parameters with short names. */
    PARAMETERIZED_ACCESS,
    /** Reading. */
    GET,
    /** Writing. */
    SET,
    /** Selective access. */
    SELECTIVE_ACCESS,
    /** Event notifications. */
    EVENT_NOTIFICATION,
    /** Methods. */
    ACTION;

    int mask() {
      return 0x800000 >> ordinal();
    }

    /** As the standard writes it: {@code block-transfer-with-get-or-read}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-').replace("attribute-0", "attribute0");
    }
  }

  /** None. */
  public static final Conformance NONE = new Conformance(0);

  /** Checks that they are 24 bits. */
  public Conformance {
    if ((bits & 0xFF000000) != 0) {
      throw new IllegalArgumentException("conformance is 24 bits");
    }
  }

  /** These. */
  public static Conformance of(Bit... bits) {
    int mask = 0;
    for (Bit bit : bits) {
      mask |= bit.mask();
    }
    return new Conformance(mask);
  }

  /** Whether this one is set. */
  public boolean has(Bit bit) {
    return (bits & bit.mask()) != 0;
  }

  /** What both have. */
  public Conformance and(Conformance other) {
    return new Conformance(bits & other.bits);
  }

  /** With one more. */
  public Conformance with(Bit bit) {
    return new Conformance(bits | bit.mask());
  }

  /** With one less. */
  public Conformance without(Bit bit) {
    return new Conformance(bits & ~bit.mask());
  }

  /** Those that are set. */
  public Set<Bit> set() {
    Set<Bit> set = EnumSet.noneOf(Bit.class);
    for (Bit bit : Bit.values()) {
      if (has(bit)) {
        set.add(bit);
      }
    }
    return set;
  }

  @Override
  public String toString() {
    return set().stream().map(Bit::words).collect(Collectors.joining(" ", "[", "]"));
  }
}
