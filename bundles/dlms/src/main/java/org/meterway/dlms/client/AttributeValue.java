/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.util.Objects;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;

/**
 * What an attribute is to be set to.
 *
 * @param attribute which
 * @param selection which part of it; null for all
 * @param value to what
 */
public record AttributeValue(AttributeReference attribute, Selection selection, Data value) {
  /** Checks that there is something to set. */
  public AttributeValue {
    Objects.requireNonNull(attribute, "attribute");
    Objects.requireNonNull(value, "value");
  }

  /** All of the attribute. */
  public AttributeValue(AttributeReference attribute, Data value) {
    this(attribute, null, value);
  }
}
