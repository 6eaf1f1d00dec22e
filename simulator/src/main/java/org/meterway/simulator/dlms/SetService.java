/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.List;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Block;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.apdu.SetRequest;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/** Answers SET. */
final class SetService {
  private static final int RESPONSE = 0xC5;
  private static final int NORMAL = 1;
  private static final int BLOCK = 2;
  private static final int LAST_BLOCK = 3;
  private static final int LAST_BLOCK_WITH_LIST = 4;
  private static final int WITH_LIST = 5;

  private final Session session;
  private final ObjectAccess access;
  private final TakenBlocks<Item> blocks = new TakenBlocks<>();

  SetService(Session session, ObjectAccess access) {
    this.session = session;
    this.access = access;
  }

  void forget() {
    blocks.forget();
  }

  void answer(SetRequest request, DataWriter out) {
    int invokeId = request.invokeId();
    if (request instanceof SetRequest.WithDataBlock block) {
      session.inBlocks();
      taken(invokeId, block.block(), out);
      return;
    }
    blocks.forget();
    if (request instanceof SetRequest.Normal normal) {
      out.put8(RESPONSE).put8(NORMAL).put8(invokeId);
      out.put8(write(normal.attribute(), normal.selection(), normal.value()));
    } else if (request instanceof SetRequest.WithList list) {
      out.put8(RESPONSE).put8(WITH_LIST).put8(invokeId);
      writeAll(list.items(), list.values(), out);
    } else if (request instanceof SetRequest.WithFirstDataBlock first) {
      blocks.begin(List.of(new Item(first.attribute(), first.selection())), false);
      taken(invokeId, first.block(), out);
    } else if (request instanceof SetRequest.WithListAndFirstDataBlock first) {
      blocks.begin(first.items(), true);
      taken(invokeId, first.block(), out);
    }
  }

  /** Sets an attribute; returns the result. */
  int write(AttributeReference attribute, Selection selection, Data data) {
    if (selection != null) {
      return DataAccessResult.SCOPE_OF_ACCESS_VIOLATED.code();
    }
    long name = MeterObjects.key(attribute.instance().bytes(), 0);
    return access.write(attribute.classId(), name, attribute.attribute(), data);
  }

  private void writeAll(List<Item> items, List<Data> values, DataWriter out) {
    out.putLength(items.size());
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      out.put8(
          i < values.size()
              ? write(item.attribute(), item.selection(), values.get(i))
              : DataAccessResult.TYPE_UNMATCHED.code());
    }
  }

  private void taken(int invokeId, Block block, DataWriter out) {
    DataAccessResult refused =
        switch (blocks.take(block)) {
          case TAKEN -> null;
          case UNEXPECTED -> DataAccessResult.NO_LONG_SET_IN_PROGRESS;
          case WRONG_NUMBER -> DataAccessResult.DATA_BLOCK_NUMBER_INVALID;
          case TOO_LONG -> DataAccessResult.LONG_SET_ABORTED;
        };
    if (refused != null) {
      out.put8(RESPONSE).put8(LAST_BLOCK).put8(invokeId).put8(refused.code());
      out.put32(block.number());
      return;
    }
    boolean wrong = session.faults().strikes(MeterFault.Kind.WRONG_BLOCK_NUMBER);
    long told = wrong ? block.number() + 1 : block.number();
    if (!block.last()) {
      out.put8(RESPONSE).put8(BLOCK).put8(invokeId).put32(told);
      return;
    }
    List<Item> items = blocks.targets();
    List<Data> values = blocks.values();
    blocks.forget();
    if (blocks.isList()) {
      out.put8(RESPONSE).put8(LAST_BLOCK_WITH_LIST).put8(invokeId);
      writeAll(items, values, out);
    } else {
      out.put8(RESPONSE).put8(LAST_BLOCK).put8(invokeId);
      out.put8(
          values.isEmpty()
              ? DataAccessResult.TYPE_UNMATCHED.code()
              : write(items.get(0).attribute(), items.get(0).selection(), values.get(0)));
    }
    out.put32(told);
  }
}
