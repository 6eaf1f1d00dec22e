/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import org.meterway.api.dlms.DlmsException;
import org.meterway.api.dlms.DlmsException.Reason;
import org.meterway.api.dlms.DlmsValue;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.data.Data;

/** Writes an attribute; in the type that it has, where none is said. */
final class AttributeWriter implements MeterRequest<Void> {
  private final AttributeReference attribute;
  private final Object value;
  private volatile boolean begun;

  AttributeWriter(AttributeReference attribute, Object value) {
    this.attribute = attribute;
    this.value = value;
  }

  @Override
  public Void ask(MeterSession session) throws IOException, DlmsException {
    Data current = value instanceof DlmsValue ? Data.nullData() : session.client().get(attribute);
    Data data;
    try {
      data = DataValues.like(current, value);
    } catch (IllegalArgumentException e) {
      throw new DlmsException(Reason.INVALID, attribute + ": " + e.getMessage(), e);
    }
    begun = true;
    session.client().set(attribute, data);
    return null;
  }

  @Override
  public boolean changes() {
    return begun;
  }
}
