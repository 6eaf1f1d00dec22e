/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.List;
import org.meterway.dlms.data.DataWriter;

/** How methods ended and what they returned (Green Book, {@code Action-Response}). */
public sealed interface ActionResponse extends Apdu {
  /** The octet of invoke-id and priority, as in the request. */
  int invokeId();

  @Override
  default int tag() {
    return ApduTag.ACTION_RESPONSE;
  }

  /**
   * Of one method.
   *
   * @param returned null for nothing
   * @param cut whether the octet that says "returned nothing" is missing, as some meters do
   */
  record Normal(int invokeId, ActionResult result, GetResult returned, boolean cut)
      implements ActionResponse {
    /** Checks that nothing is missing that was returned. */
    public Normal {
      if (cut && returned != null) {
        throw new IllegalArgumentException("something was returned, so the octet is there");
      }
    }

    /** Whole. */
    public Normal(int invokeId, ActionResult result, GetResult returned) {
      this(invokeId, result, returned, false);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.ACTION_RESPONSE << 8 | 1).put8(invokeId).put8(result.code());
      if (!cut) {
        ActionCodec.writeReturned(returned, out);
      }
    }
  }

  /** A piece of what methods returned. */
  record WithPBlock(int invokeId, Block block) implements ActionResponse {
    @Override
    public void write(DataWriter out) {
      block.write(out.put16(ApduTag.ACTION_RESPONSE << 8 | 2).put8(invokeId));
    }
  }

  /** Of a list of methods. */
  record WithList(int invokeId, List<Outcome> outcomes) implements ActionResponse {
    /** Of a copy of the list. */
    public WithList {
      outcomes = List.copyOf(outcomes);
    }

    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.ACTION_RESPONSE << 8 | 3).put8(invokeId).putLength(outcomes.size());
      for (Outcome outcome : outcomes) {
        ActionCodec.writeReturned(outcome.returned(), out.put8(outcome.result().code()));
      }
    }
  }

  /**
   * A piece of parameters was received.
   *
   * @param block its number
   */
  record NextPBlock(int invokeId, long block) implements ActionResponse {
    @Override
    public void write(DataWriter out) {
      out.put16(ApduTag.ACTION_RESPONSE << 8 | 4).put8(invokeId).put32(block);
    }
  }

  /**
   * How one method of a list ended.
   *
   * @param returned null for nothing
   */
  record Outcome(ActionResult result, GetResult returned) {}
}
