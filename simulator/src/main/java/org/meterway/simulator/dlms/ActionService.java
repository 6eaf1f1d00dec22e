/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.List;
import org.meterway.dlms.apdu.ActionRequest;
import org.meterway.dlms.apdu.ActionResult;
import org.meterway.dlms.apdu.Block;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/** Answers ACTION. */
final class ActionService {
  private static final int NORMAL = 1;
  private static final int WITH_LIST = 3;
  private static final int NEXT_BLOCK = 4;

  private final Session session;
  private final ObjectAccess access;
  private final SentBlocks sent;
  private final TakenBlocks<MethodReference> taken = new TakenBlocks<>();

  ActionService(Session session, ObjectAccess access, SentBlocks sent) {
    this.session = session;
    this.access = access;
    this.sent = sent;
  }

  void forget() {
    taken.forget();
  }

  void answer(ActionRequest request, DataWriter out) {
    int invokeId = request.invokeId();
    if (request instanceof ActionRequest.WithPBlock block) {
      session.inBlocks();
      taken(invokeId, block.block(), out);
      return;
    } else if (request instanceof ActionRequest.NextPBlock next) {
      next(next, out);
      return;
    }
    taken.forget();
    if (request instanceof ActionRequest.Normal normal) {
      call(normal.method(), normal.parameters(), begin());
      called(invokeId, NORMAL, out);
    } else if (request instanceof ActionRequest.WithList list) {
      callAll(list.methods(), list.parameters());
      called(invokeId, WITH_LIST, out);
    } else if (request instanceof ActionRequest.WithFirstPBlock first) {
      taken.begin(List.of(first.method()), false);
      taken(invokeId, first.block(), out);
    } else if (request instanceof ActionRequest.WithListAndFirstPBlock first) {
      taken.begin(first.methods(), true);
      taken(invokeId, first.block(), out);
    }
  }

  private DataWriter begin() {
    sent.forget();
    return sent.value().reset();
  }

  private void callAll(List<MethodReference> methods, List<Data> parameters) {
    DataWriter to = begin().putLength(methods.size());
    for (int i = 0; i < methods.size(); i++) {
      if (i < parameters.size()) {
        call(methods.get(i), parameters.get(i), to);
      } else {
        to.put8(ActionResult.TYPE_UNMATCHED.code()).put8(0);
      }
    }
  }

  /** Calls a method; returns the result. */
  int invoke(MethodReference method, Data parameters) {
    long name = MeterObjects.key(method.instance().bytes(), 0);
    return access.call(method.classId(), name, method.method(), parameters);
  }

  /** Appends the result, and the return parameters if there are any. */
  private void call(MethodReference method, Data parameters, DataWriter to) {
    int result = invoke(method, parameters);
    to.put8(result);
    if (result == ObjectAccess.SUCCESS && access.returned() != null) {
      access.returned().write(to.put8(1).put8(0));
    } else {
      to.put8(0);
    }
  }

  private void called(int invokeId, int choice, DataWriter out) {
    if (sent.fits(3)) {
      out.put8(SentBlocks.ACTION_RESPONSE).put8(choice).put8(invokeId);
      out.put(sent.value().array(), 0, sent.value().size());
    } else {
      sent.start(SentBlocks.ACTION_RESPONSE, invokeId, out);
    }
  }

  private static void refuse(int invokeId, ActionResult reason, DataWriter out) {
    out.put8(SentBlocks.ACTION_RESPONSE).put8(NORMAL).put8(invokeId);
    out.put8(reason.code()).put8(0);
  }

  private void taken(int invokeId, Block block, DataWriter out) {
    switch (taken.take(block)) {
      case TAKEN -> {}
      case UNEXPECTED -> {
        refuse(invokeId, ActionResult.NO_LONG_ACTION_IN_PROGRESS, out);
        return;
      }
      case WRONG_NUMBER, TOO_LONG -> {
        refuse(invokeId, ActionResult.LONG_ACTION_ABORTED, out);
        return;
      }
    }
    if (!block.last()) {
      boolean wrong = session.faults().strikes(MeterFault.Kind.WRONG_BLOCK_NUMBER);
      out.put8(SentBlocks.ACTION_RESPONSE).put8(NEXT_BLOCK).put8(invokeId);
      out.put32(wrong ? block.number() + 1 : block.number());
      return;
    }
    List<MethodReference> methods = taken.targets();
    List<Data> parameters = taken.values();
    taken.forget();
    if (taken.isList()) {
      callAll(methods, parameters);
      called(invokeId, WITH_LIST, out);
    } else if (parameters.isEmpty()) {
      refuse(invokeId, ActionResult.TYPE_UNMATCHED, out);
    } else {
      call(methods.get(0), parameters.get(0), begin());
      called(invokeId, NORMAL, out);
    }
  }

  private void next(ActionRequest.NextPBlock request, DataWriter out) {
    if (!sent.isSending(SentBlocks.ACTION_RESPONSE)) {
      refuse(request.invokeId(), ActionResult.NO_LONG_ACTION_IN_PROGRESS, out);
    } else if (request.block() != sent.number()) {
      sent.forget();
      refuse(request.invokeId(), ActionResult.DATA_BLOCK_UNAVAILABLE, out);
    } else {
      session.inBlocks();
      sent.next(request.invokeId(), out);
    }
  }
}
