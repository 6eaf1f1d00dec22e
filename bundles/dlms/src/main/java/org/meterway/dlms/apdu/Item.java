/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

/**
 * An attribute, or a part of it, in a list of them (Green Book, {@code
 * Cosem-Attribute-Descriptor-With-Selection}).
 *
 * @param selection which part, or null for all
 */
public record Item(AttributeReference attribute, Selection selection) {
  /** A whole attribute. */
  public Item(AttributeReference attribute) {
    this(attribute, null);
  }
}
