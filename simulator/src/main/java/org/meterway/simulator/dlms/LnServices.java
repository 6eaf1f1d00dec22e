/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import org.meterway.dlms.apdu.AccessRequest;
import org.meterway.dlms.apdu.ActionRequest;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.GetRequest;
import org.meterway.dlms.apdu.InvokeId;
import org.meterway.dlms.apdu.SetRequest;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/** The services by logical names: GET, SET, ACTION, and ACCESS, which does several of them. */
final class LnServices {
  static final int GET_REQUEST = 0xC0;
  static final int SET_REQUEST = 0xC1;
  static final int ACTION_REQUEST = 0xC3;
  static final int ACCESS_REQUEST = 0xD9;
  private static final int ACCESS_RESPONSE = 0xDA;
  private static final int NORMAL = 1;

  /** Tag, choice, invoke id, class, name, attribute, no selection. */
  private static final int SHORT_GET = 13;

  private final ObjectAccess access;
  private final SentBlocks sent;
  private final GetService gets;
  private final SetService sets;
  private final ActionService actions;

  LnServices(Session session, ObjectAccess access) {
    this.access = access;
    sent = new SentBlocks(session);
    gets = new GetService(session, access, sent);
    sets = new SetService(session, access);
    actions = new ActionService(session, access, sent);
  }

  /** A transfer by blocks that was under way is no longer. */
  void forget() {
    sent.forget();
    sets.forget();
    actions.forget();
  }

  /**
   * Answers a request.
   *
   * @return whether an answer is wanted
   * @throws ApduException if it is malformed
   */
  boolean answer(byte[] bytes, int offset, int length, DataWriter out) throws ApduException {
    if (length == SHORT_GET
        && bytes[offset] == (byte) GET_REQUEST
        && bytes[offset + 1] == NORMAL
        && bytes[offset + 12] == 0) {
      gets.attribute(bytes, offset, out);
      return isConfirmed(bytes[offset + 2]);
    }
    Apdu request = ApduCodec.decode(bytes, offset, length);
    if (request instanceof GetRequest get) {
      gets.answer(get, out);
      return isConfirmed(get.invokeId());
    } else if (request instanceof SetRequest set) {
      sets.answer(set, out);
      return isConfirmed(set.invokeId());
    } else if (request instanceof ActionRequest action) {
      actions.answer(action, out);
      return isConfirmed(action.invokeId());
    } else if (request instanceof AccessRequest several) {
      answer(several, out);
      return (several.longInvokeId() & InvokeId.LONG_CONFIRMED) != 0;
    }
    throw new ApduException(offset, "no request: tag " + request.tag());
  }

  private static boolean isConfirmed(int invokeId) {
    return (invokeId & InvokeId.CONFIRMED) != 0;
  }

  private void answer(AccessRequest request, DataWriter out) {
    forget();
    int count = request.specifications().size();
    DataWriter results = new DataWriter().putLength(count);
    DataWriter values = sent.value().reset().putLength(count);
    for (int i = 0; i < count; i++) {
      Data data = i < request.data().size() ? request.data().get(i) : Data.nullData();
      one(request.specifications().get(i), data, values, results);
    }
    out.put8(ACCESS_RESPONSE).put32(request.longInvokeId()).putOctets(request.dateTime());
    out.put8(0).put(values.array(), 0, values.size()).put(results.array(), 0, results.size());
  }

  /** Does one of several things; appends the data that it gives, and its result. */
  private void one(
      AccessRequest.Specification wanted, Data data, DataWriter values, DataWriter results) {
    int before = values.size();
    if (wanted instanceof AccessRequest.Specification.Get get) {
      results.put8(1).put8(gets.read(get.attribute(), null, values));
    } else if (wanted instanceof AccessRequest.Specification.GetWithSelection get) {
      results.put8(1).put8(gets.read(get.attribute(), get.selection(), values));
    } else if (wanted instanceof AccessRequest.Specification.Set set) {
      results.put8(2).put8(sets.write(set.attribute(), null, data));
    } else if (wanted instanceof AccessRequest.Specification.SetWithSelection set) {
      results.put8(2).put8(sets.write(set.attribute(), set.selection(), data));
    } else if (wanted instanceof AccessRequest.Specification.Action action) {
      int result = actions.invoke(action.method(), data.isNull() ? null : data);
      results.put8(3).put8(result);
      if (result == ObjectAccess.SUCCESS && access.returned() != null) {
        access.returned().write(values);
      }
    }
    if (values.size() == before) {
      Data.nullData().write(values);
    }
  }
}
