/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/**
 * Reads, writes and calls, in one (Green Book, {@code Access-Request}).
 *
 * @param longInvokeId the whole 32 bits of long-invoke-id and priority
 * @param dateTime 12 octets; an empty array for none
 * @param specifications what to do, in this order
 * @param data for each of them; null-data where there is nothing to say
 */
public record AccessRequest(
    long longInvokeId, byte[] dateTime, List<Specification> specifications, List<Data> data)
    implements Apdu {
  /** Of copies of the lists. */
  public AccessRequest {
    specifications = List.copyOf(specifications);
    data = List.copyOf(data);
  }

  @Override
  public int tag() {
    return ApduTag.ACCESS_REQUEST;
  }

  @Override
  public void write(DataWriter out) {
    out.put8(tag()).put32(longInvokeId).putOctets(dateTime);
    AccessCodec.write(specifications, out);
    Items.writeData(data, out);
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

  /** One thing to do (Green Book, {@code Access-Request-Specification}). */
  public sealed interface Specification {
    /** Encodes. */
    void write(DataWriter out);

    /** Reads an attribute. */
    record Get(AttributeReference attribute) implements Specification {
      @Override
      public void write(DataWriter out) {
        attribute.write(out.put8(1));
      }
    }

    /** Writes an attribute. */
    record Set(AttributeReference attribute) implements Specification {
      @Override
      public void write(DataWriter out) {
        attribute.write(out.put8(2));
      }
    }

    /** Calls a method. */
    record Action(MethodReference method) implements Specification {
      @Override
      public void write(DataWriter out) {
        method.write(out.put8(3));
      }
    }

    /** Reads a part of an attribute. */
    record GetWithSelection(AttributeReference attribute, Selection selection)
        implements Specification {
      @Override
      public void write(DataWriter out) {
        attribute.write(out.put8(4));
        selection.write(out);
      }
    }

    /** Writes a part of an attribute. */
    record SetWithSelection(AttributeReference attribute, Selection selection)
        implements Specification {
      @Override
      public void write(DataWriter out) {
        attribute.write(out.put8(5));
        selection.write(out);
      }
    }
  }
}
