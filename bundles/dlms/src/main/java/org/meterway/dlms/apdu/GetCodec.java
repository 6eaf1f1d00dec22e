/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.ArrayList;
import java.util.List;

/** Decodes GET. */
final class GetCodec {
  private GetCodec() {}

  static GetRequest request(ApduReader in) throws ApduException {
    int kind = in.choice(1, 3, "get-request");
    int invokeId = in.u8();
    return switch (kind) {
      case 1 -> new GetRequest.Normal(invokeId, in.attribute(), in.selection());
      case 2 -> new GetRequest.Next(invokeId, in.u32());
      default -> new GetRequest.WithList(invokeId, Items.read(in));
    };
  }

  static GetResponse response(ApduReader in) throws ApduException {
    int kind = in.choice(1, 3, "get-response");
    int invokeId = in.u8();
    return switch (kind) {
      case 1 -> new GetResponse.Normal(invokeId, Items.readResult(in));
      case 2 -> block(invokeId, in);
      default -> list(invokeId, in);
    };
  }

  private static GetResponse block(int invokeId, ApduReader in) throws ApduException {
    boolean last = in.bool();
    long block = in.u32();
    return in.choice(0, 1, "block's result") == 0
        ? new GetResponse.WithDataBlock(invokeId, last, block, in.octets())
        : new GetResponse.WithDataBlock(invokeId, last, block, DataAccessResult.of(in.u8()));
  }

  private static GetResponse list(int invokeId, ApduReader in) throws ApduException {
    int count = in.count(2, "results");
    List<GetResult> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      results.add(Items.readResult(in));
    }
    return new GetResponse.WithList(invokeId, results);
  }
}
