/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.data.DataWriter;

/** Decodes SET. */
final class SetCodec {
  private SetCodec() {}

  static SetRequest request(ApduReader in) throws ApduException {
    int kind = in.choice(1, 5, "set-request");
    int invokeId = in.u8();
    return switch (kind) {
      case 1 -> new SetRequest.Normal(invokeId, in.attribute(), in.selection(), in.data());
      case 2 ->
          new SetRequest.WithFirstDataBlock(invokeId, in.attribute(), in.selection(), in.block());
      case 3 -> new SetRequest.WithDataBlock(invokeId, in.block());
      case 4 -> new SetRequest.WithList(invokeId, Items.read(in), Items.readData(in));
      default -> new SetRequest.WithListAndFirstDataBlock(invokeId, Items.read(in), in.block());
    };
  }

  static SetResponse response(ApduReader in) throws ApduException {
    int kind = in.choice(1, 5, "set-response");
    int invokeId = in.u8();
    return switch (kind) {
      case 1 -> new SetResponse.Normal(invokeId, DataAccessResult.of(in.u8()));
      case 2 -> new SetResponse.DataBlock(invokeId, in.u32(), in.rest());
      case 3 -> lastBlock(invokeId, DataAccessResult.of(in.u8()), in);
      case 4 -> new SetResponse.LastDataBlockWithList(invokeId, results(in), in.u32());
      default -> new SetResponse.WithList(invokeId, results(in));
    };
  }

  private static SetResponse lastBlock(int invokeId, DataAccessResult result, ApduReader in)
      throws ApduException {
    return in.remaining() == 0
        ? new SetResponse.LastDataBlock(invokeId, result, 0, true)
        : new SetResponse.LastDataBlock(invokeId, result, in.u32());
  }

  private static List<DataAccessResult> results(ApduReader in) throws ApduException {
    int count = in.count(1, "results");
    List<DataAccessResult> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      results.add(DataAccessResult.of(in.u8()));
    }
    return results;
  }

  static void write(List<DataAccessResult> results, DataWriter out) {
    out.putLength(results.size());
    for (DataAccessResult result : results) {
      out.put8(result.code());
    }
  }
}
