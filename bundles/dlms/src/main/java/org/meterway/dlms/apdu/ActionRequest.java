/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/** Calls methods (Green Book, {@code Action-Request}). */
public sealed interface ActionRequest extends Apdu {
  /** The octet of invoke-id and priority. */
  int invokeId();

  @Override
  default int tag() {
    return ApduTag.ACTION_REQUEST;
  }

  /**
   * One method.
   *
   * @param parameters or null for none
   */
  record Normal(int invokeId, MethodReference method, Data parameters) implements ActionRequest {
    @Override
    public void write(DataWriter out) {
      method.write(out.put16(ApduTag.ACTION_REQUEST << 8 | 1).put8(invokeId));
      if (parameters == null) {
        out.put8(0);
      } else {
        parameters.write(out.put8(1));
      }
    }
  }

  /**
   * For the next block of what a method returned.
   *
   * @param block the number of the last one received
   */
  record NextPBlock(int invokeId, long block) implements ActionRequest {
    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.ACTION_REQUEST << 8 | 2).put8(invokeId).put32(block);
    }
  }

  /**
   * A list of methods.
   *
   * @param parameters of each; null-data for none
   */
  record WithList(int invokeId, List<MethodReference> methods, List<Data> parameters)
      implements ActionRequest {
    /** Of copies of the lists. */
    public WithList {
      methods = List.copyOf(methods);
      parameters = List.copyOf(parameters);
    }

    @Override
    public void write(DataWriter out) {
      Items.writeMethods(methods, out.put16(ApduTag.ACTION_REQUEST << 8 | 3).put8(invokeId));
      Items.writeData(parameters, out);
    }
  }

  /** One method, and the first piece of its parameters. */
  record WithFirstPBlock(int invokeId, MethodReference method, Block block)
      implements ActionRequest {
    @Override
    public void write(DataWriter out) {
      method.write(out.put16(ApduTag.ACTION_REQUEST << 8 | 4).put8(invokeId));
      block.write(out);
    }
  }

  /** A list of methods, and the first piece of their parameters. */
  record WithListAndFirstPBlock(int invokeId, List<MethodReference> methods, Block block)
      implements ActionRequest {
    /** Of a copy of the list. */
    public WithListAndFirstPBlock {
      methods = List.copyOf(methods);
    }

    @Override
    public void write(DataWriter out) {
      Items.writeMethods(methods, out.put16(ApduTag.ACTION_REQUEST << 8 | 5).put8(invokeId));
      block.write(out);
    }
  }

  /** A further piece of parameters. */
  record WithPBlock(int invokeId, Block block) implements ActionRequest {
    @Override
    public void write(DataWriter out) {
      block.write(out.put16(ApduTag.ACTION_REQUEST << 8 | 6).put8(invokeId));
    }
  }
}
