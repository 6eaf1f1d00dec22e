/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.data.DataWriter;

/** Decodes ACCESS. */
final class AccessCodec {
  private AccessCodec() {}

  static AccessRequest request(ApduReader in) throws ApduException {
    return new AccessRequest(in.u32(), in.octets(), specifications(in), Items.readData(in));
  }

  static AccessResponse response(ApduReader in) throws ApduException {
    return new AccessResponse(
        in.u32(),
        in.octets(),
        in.isThere("specifications") ? specifications(in) : null,
        Items.readData(in),
        results(in));
  }

  private static List<AccessRequest.Specification> specifications(ApduReader in)
      throws ApduException {
    int count = in.count(AttributeReference.OCTETS + 1, "specifications");
    List<AccessRequest.Specification> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(specification(in));
    }
    return list;
  }

  private static AccessRequest.Specification specification(ApduReader in) throws ApduException {
    return switch (in.choice(1, 5, "access-request-specification")) {
      case 1 -> new AccessRequest.Specification.Get(in.attribute());
      case 2 -> new AccessRequest.Specification.Set(in.attribute());
      case 3 -> new AccessRequest.Specification.Action(in.method());
      case 4 ->
          new AccessRequest.Specification.GetWithSelection(in.attribute(), in.presentSelection());
      default ->
          new AccessRequest.Specification.SetWithSelection(in.attribute(), in.presentSelection());
    };
  }

  private static List<AccessResponse.Result> results(ApduReader in) throws ApduException {
    int count = in.count(2, "results");
    List<AccessResponse.Result> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      results.add(
          switch (in.choice(1, 3, "access-response-specification")) {
            case 1 -> new AccessResponse.Result.Get(DataAccessResult.of(in.u8()));
            case 2 -> new AccessResponse.Result.Set(DataAccessResult.of(in.u8()));
            default -> new AccessResponse.Result.Action(ActionResult.of(in.u8()));
          });
    }
    return results;
  }

  static void write(List<AccessRequest.Specification> specifications, DataWriter out) {
    out.putLength(specifications.size());
    for (AccessRequest.Specification specification : specifications) {
      specification.write(out);
    }
  }
}
