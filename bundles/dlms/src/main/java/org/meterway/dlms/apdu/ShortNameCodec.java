/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.data.DataWriter;

/** Decodes the services with short names. */
final class ShortNameCodec {
  private ShortNameCodec() {}

  static ReadRequest readRequest(ApduReader in) throws ApduException {
    return new ReadRequest(variables(in));
  }

  static WriteRequest writeRequest(ApduReader in) throws ApduException {
    return new WriteRequest(variables(in), Items.readData(in));
  }

  static UnconfirmedWriteRequest unconfirmedWrite(ApduReader in) throws ApduException {
    return new UnconfirmedWriteRequest(variables(in), Items.readData(in));
  }

  static InformationReport informationReport(ApduReader in) throws ApduException {
    return new InformationReport(
        in.isThere("time") ? in.octets() : null, variables(in), Items.readData(in));
  }

  static ReadResponse readResponse(ApduReader in) throws ApduException {
    int count = in.count(2, "results");
    List<ReadResponse.Result> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      results.add(
          switch (in.choice(0, 3, "result of reading")) {
            case 0 -> new ReadResponse.Result.Value(in.data());
            case 1 -> new ReadResponse.Result.Failure(DataAccessResult.of(in.u8()));
            case 2 -> new ReadResponse.Result.DataBlock(in.bool(), in.u16(), in.octets());
            default -> new ReadResponse.Result.BlockNumber(in.u16());
          });
    }
    return new ReadResponse(results);
  }

  static WriteResponse writeResponse(ApduReader in) throws ApduException {
    int count = in.count(1, "results");
    List<WriteResponse.Result> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      results.add(
          switch (in.choice(0, 2, "result of writing")) {
            case 0 -> new WriteResponse.Result.Success();
            case 1 -> new WriteResponse.Result.Failure(DataAccessResult.of(in.u8()));
            default -> new WriteResponse.Result.BlockNumber(in.u16());
          });
    }
    return new WriteResponse(results);
  }

  private static List<VariableAccess> variables(ApduReader in) throws ApduException {
    int count = in.count(3, "variables");
    List<VariableAccess> variables = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int at = in.position();
      variables.add(
          switch (in.choice(2, 7, "variable access specification")) {
            case 2 -> new VariableAccess.Name(in.u16());
            case 4 -> new VariableAccess.Parameterized(in.u16(), in.u8(), in.data());
            case 5 -> new VariableAccess.BlockNumber(in.u16());
            case 6 -> new VariableAccess.ReadDataBlock(in.bool(), in.u16(), in.octets());
            case 7 -> new VariableAccess.WriteDataBlock(in.bool(), in.u16());
            default -> throw new ApduException(at, "detailed access (3) is not used with COSEM");
          });
    }
    return variables;
  }

  static void write(List<VariableAccess> variables, DataWriter out) {
    out.putLength(variables.size());
    for (VariableAccess variable : variables) {
      variable.write(out);
    }
  }
}
