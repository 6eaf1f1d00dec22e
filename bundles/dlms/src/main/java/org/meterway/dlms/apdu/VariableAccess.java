/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/**
 * A variable by its short name, or a block of one (Green Book, {@code
 * Variable-Access-Specification}).
 */
public sealed interface VariableAccess {
  /** Encodes. */
  void write(DataWriter out);

  /**
   * A variable.
   *
   * @param name 0 to 65535
   */
  record Name(int name) implements VariableAccess {
    @Override
    public void write(DataWriter out) {
      out.put8(2).put16(name);
    }
  }

  /**
   * A part of a variable, or a method with parameters.
   *
   * @param name 0 to 65535
   */
  record Parameterized(int name, int selector, Data parameter) implements VariableAccess {
    @Override
    public void write(DataWriter out) {
      parameter.write(out.put8(4).put16(name).put8(selector));
    }
  }

  /**
   * The next block of what is read.
   *
   * @param block the number of the last one received, 0 to 65535
   */
  record BlockNumber(int block) implements VariableAccess {
    @Override
    public void write(DataWriter out) {
      out.put8(5).put16(block);
    }
  }

  /**
   * A piece of a read request that is too long.
   *
   * @param block its number, 0 to 65535
   */
  record ReadDataBlock(boolean last, int block, byte[] raw) implements VariableAccess {
    @Override
    public void write(DataWriter out) {
      out.put8(6).put8(last ? 1 : 0).put16(block).putOctets(raw);
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
   * A piece of a write request that is too long; its octets are in the request's data.
   *
   * @param block its number, 0 to 65535
   */
  record WriteDataBlock(boolean last, int block) implements VariableAccess {
    @Override
    public void write(DataWriter out) {
      out.put8(7).put8(last ? 1 : 0).put16(block);
    }
  }
}
