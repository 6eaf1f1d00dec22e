/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.util.Objects;
import org.meterway.dlms.apdu.AccessRequest.Specification;
import org.meterway.dlms.apdu.AccessResponse;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;

/**
 * One thing to do in a request of the ACCESS service.
 *
 * @param specification what
 * @param data with what; null-data where there is nothing to say
 */
public record Access(Specification specification, Data data) {
  /** Checks that both are there. */
  public Access {
    Objects.requireNonNull(specification, "specification");
    Objects.requireNonNull(data, "data");
  }

  /** Reads an attribute. */
  public static Access get(AttributeReference attribute) {
    return new Access(new Specification.Get(attribute), Data.nullData());
  }

  /** Reads a part of an attribute. */
  public static Access get(AttributeReference attribute, Selection selection) {
    return new Access(new Specification.GetWithSelection(attribute, selection), Data.nullData());
  }

  /** Writes an attribute. */
  public static Access set(AttributeReference attribute, Data value) {
    return new Access(new Specification.Set(attribute), value);
  }

  /** Calls a method. */
  public static Access call(MethodReference method, Data parameters) {
    return new Access(new Specification.Action(method), parameters);
  }

  /**
   * How one thing ended.
   *
   * @param data what was read or returned; null-data for nothing
   * @param result how
   */
  public record Outcome(Data data, AccessResponse.Result result) {
    /** Whether it went well. */
    public boolean isSuccess() {
      return result.code() == 0;
    }
  }
}
