/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.data.DataWriter;

/** Decodes ACTION. */
final class ActionCodec {
  private ActionCodec() {}

  static ActionRequest request(ApduReader in) throws ApduException {
    int kind = in.choice(1, 6, "action-request");
    int invokeId = in.u8();
    return switch (kind) {
      case 1 ->
          new ActionRequest.Normal(invokeId, in.method(), in.isThere("data") ? in.data() : null);
      case 2 -> new ActionRequest.NextPBlock(invokeId, in.u32());
      case 3 -> new ActionRequest.WithList(invokeId, Items.readMethods(in), Items.readData(in));
      case 4 -> new ActionRequest.WithFirstPBlock(invokeId, in.method(), in.block());
      case 5 ->
          new ActionRequest.WithListAndFirstPBlock(invokeId, Items.readMethods(in), in.block());
      default -> new ActionRequest.WithPBlock(invokeId, in.block());
    };
  }

  static ActionResponse response(ApduReader in) throws ApduException {
    int kind = in.choice(1, 4, "action-response");
    int invokeId = in.u8();
    return switch (kind) {
      case 1 -> normal(invokeId, in);
      case 2 -> new ActionResponse.WithPBlock(invokeId, in.block());
      case 3 -> list(invokeId, in);
      default -> new ActionResponse.NextPBlock(invokeId, in.u32());
    };
  }

  private static ActionResponse normal(int invokeId, ApduReader in) throws ApduException {
    ActionResult result = ActionResult.of(in.u8());
    return in.remaining() == 0
        ? new ActionResponse.Normal(invokeId, result, null, true)
        : new ActionResponse.Normal(invokeId, result, returned(in), false);
  }

  private static ActionResponse list(int invokeId, ApduReader in) throws ApduException {
    int count = in.count(2, "results");
    List<ActionResponse.Outcome> outcomes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      outcomes.add(new ActionResponse.Outcome(ActionResult.of(in.u8()), returned(in)));
    }
    return new ActionResponse.WithList(invokeId, outcomes);
  }

  private static GetResult returned(ApduReader in) throws ApduException {
    return in.isThere("return parameters") ? Items.readResult(in) : null;
  }

  static void writeReturned(GetResult returned, DataWriter out) {
    if (returned == null) {
      out.put8(0);
    } else {
      Items.write(returned, out.put8(1));
    }
  }
}
