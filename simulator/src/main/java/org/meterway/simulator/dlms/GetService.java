/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.GetRequest;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.DataWriter;

/** Answers GET. The answer is written as bytes at once. */
final class GetService {
  private static final int NORMAL = 1;
  private static final int WITH_BLOCK = 2;
  private static final int WITH_LIST = 3;
  private static final int RESULT = 1;

  private final Session session;
  private final ObjectAccess access;
  private final SentBlocks blocks;

  GetService(Session session, ObjectAccess access, SentBlocks blocks) {
    this.session = session;
    this.access = access;
    this.blocks = blocks;
  }

  /** Answers the request of one whole attribute, taken from its bytes: this makes no garbage. */
  void attribute(byte[] bytes, int offset, DataWriter out) {
    int invokeId = bytes[offset + 2] & 0xFF;
    int classId = WrapperConnection.int16(bytes, offset + 3);
    int attribute = bytes[offset + 11];
    blocks.forget();
    out.put8(SentBlocks.GET_RESPONSE).put8(NORMAL).put8(invokeId).put8(0);
    int result = access.read(classId, MeterObjects.key(bytes, offset + 5), attribute, null, out);
    if (result != ObjectAccess.SUCCESS) {
      out.truncate(3).put8(RESULT).put8(result);
    } else if (out.size() > session.room() && !session.sendsLong()) {
      blocks.value().reset().put(out.array(), 4, out.size() - 4);
      blocks.start(SentBlocks.GET_RESPONSE, invokeId, out.reset());
    }
  }

  void answer(GetRequest request, DataWriter out) {
    if (request instanceof GetRequest.Normal normal) {
      normal(normal, out);
    } else if (request instanceof GetRequest.Next next) {
      next(next, out);
    } else if (request instanceof GetRequest.WithList list) {
      list(list, out);
    }
  }

  private void normal(GetRequest.Normal request, DataWriter out) {
    int invokeId = request.invokeId();
    blocks.forget();
    int result = read(request.attribute(), request.selection(), blocks.value().reset());
    if (result != ObjectAccess.SUCCESS) {
      out.put8(SentBlocks.GET_RESPONSE).put8(NORMAL).put8(invokeId).put8(RESULT).put8(result);
    } else if (blocks.fits(4)) {
      out.put8(SentBlocks.GET_RESPONSE).put8(NORMAL).put8(invokeId).put8(0);
      out.put(blocks.value().array(), 0, blocks.value().size());
    } else {
      blocks.start(SentBlocks.GET_RESPONSE, invokeId, out);
    }
  }

  private void list(GetRequest.WithList request, DataWriter out) {
    int invokeId = request.invokeId();
    blocks.forget();
    DataWriter value = blocks.value().reset().putLength(request.items().size());
    for (Item item : request.items()) {
      int before = value.size();
      int result = read(item.attribute(), item.selection(), value.put8(0));
      if (result != ObjectAccess.SUCCESS) {
        value.truncate(before).put8(RESULT).put8(result);
      }
    }
    if (blocks.fits(3)) {
      out.put8(SentBlocks.GET_RESPONSE).put8(WITH_LIST).put8(invokeId);
      out.put(value.array(), 0, value.size());
    } else {
      blocks.start(SentBlocks.GET_RESPONSE, invokeId, out);
    }
  }

  /** Appends a value; returns the result. */
  int read(AttributeReference attribute, Selection selection, DataWriter to) {
    long name = MeterObjects.key(attribute.instance().bytes(), 0);
    return access.read(attribute.classId(), name, attribute.attribute(), selection, to);
  }

  private void next(GetRequest.Next request, DataWriter out) {
    if (!blocks.isSending(SentBlocks.GET_RESPONSE)) {
      refuse(request, DataAccessResult.NO_LONG_GET_IN_PROGRESS, out);
    } else if (request.block() != blocks.number()) {
      blocks.forget();
      refuse(request, DataAccessResult.DATA_BLOCK_NUMBER_INVALID, out);
    } else {
      session.inBlocks();
      blocks.next(request.invokeId(), out);
    }
  }

  private static void refuse(GetRequest.Next request, DataAccessResult reason, DataWriter out) {
    out.put8(SentBlocks.GET_RESPONSE).put8(WITH_BLOCK).put8(request.invokeId()).put8(1);
    out.put32(request.block()).put8(RESULT).put8(reason.code());
  }
}
