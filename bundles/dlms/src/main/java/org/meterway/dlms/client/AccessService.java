/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.apdu.AccessRequest;
import org.meterway.dlms.apdu.AccessRequest.Specification;
import org.meterway.dlms.apdu.AccessResponse;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.Conformance.Bit;
import org.meterway.dlms.apdu.InvokeId;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/** ACCESS: many things in one request. Repeated only if all of them read. */
final class AccessService {
  private static final byte[] NO_DATE_TIME = {};

  private final Session session;

  AccessService(Session session) {
    this.session = session;
  }

  List<Access.Outcome> access(List<Access> accesses) throws IOException {
    session.need(Bit.ACCESS);
    long invoke = session.nextLongInvoke();
    List<Specification> specifications = accesses.stream().map(Access::specification).toList();
    List<Data> data = accesses.stream().map(Access::data).toList();
    DataWriter out = session.request();
    ApduCodec.encode(new AccessRequest(invoke, NO_DATE_TIME, specifications, data), out);
    boolean reads =
        specifications.stream()
            .allMatch(
                s -> s instanceof Specification.Get || s instanceof Specification.GetWithSelection);
    session.exchange().request(out, InvokeId.longId(invoke), reads, !reads);
    return outcomes(session.exchange().decode(), accesses.size());
  }

  private List<Access.Outcome> outcomes(Apdu apdu, int wanted) throws ProtocolErrorException {
    if (!(apdu instanceof AccessResponse response)) {
      throw session.exchange().unexpected("an access-response");
    }
    List<AccessResponse.Result> results = response.results();
    if (results.size() != wanted || response.data().size() != wanted) {
      throw new ProtocolErrorException(
          "the meter answers with %d results and %d values to %d accesses"
              .formatted(results.size(), response.data().size(), wanted));
    }
    List<Access.Outcome> outcomes = new ArrayList<>(wanted);
    for (int i = 0; i < wanted; i++) {
      outcomes.add(new Access.Outcome(response.data().get(i), results.get(i)));
    }
    return outcomes;
  }
}
