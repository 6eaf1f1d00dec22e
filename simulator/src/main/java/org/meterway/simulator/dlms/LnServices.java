/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.apdu.AccessRequest;
import org.meterway.dlms.apdu.ActionRequest;
import org.meterway.dlms.apdu.ActionResult;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Block;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.GetRequest;
import org.meterway.dlms.apdu.InvokeId;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.apdu.SetRequest;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.DataWriter;

/** GET, SET, ACTION and ACCESS by logical names. Answers are written as bytes at once. */
final class LnServices {
  static final int GET_REQUEST = 0xC0;
  static final int SET_REQUEST = 0xC1;
  static final int ACTION_REQUEST = 0xC3;
  static final int ACCESS_REQUEST = 0xD9;
  private static final int GET_RESPONSE = 0xC4;
  private static final int SET_RESPONSE = 0xC5;
  private static final int ACTION_RESPONSE = 0xC7;
  private static final int ACCESS_RESPONSE = 0xDA;

  private static final int NORMAL = 1;

  /** Tag, choice, invoke id, class, name, attribute, no selection. */
  private static final int SHORT_GET = 13;

  /** What a block has around its bytes: tag, choice, invoke id, last, number, choice, length. */
  private static final int BLOCK_OVERHEAD = 12;

  private static final int LARGEST_VALUE = 16 << 20;

  private final Session session;
  private final ObjectAccess access;
  private final DataWriter value = new DataWriter(4096);

  /** The value that is being sent by blocks. */
  private int sentTo = -1;

  private int sendingKind;
  private long blockNumber;
  private int lastBlockFrom;

  /** The value that is being received by blocks. */
  private final DataWriter incoming = new DataWriter();

  private List<AttributeReference> incomingAttributes;
  private List<MethodReference> incomingMethods;
  private boolean incomingList;
  private long incomingBlock;

  LnServices(Session session, ObjectAccess access) {
    this.session = session;
    this.access = access;
  }

  /**
   * Answers a request.
   *
   * @return whether there is an answer
   * @throws ApduException if it is malformed
   */
  boolean answer(byte[] bytes, int offset, int length, DataWriter out) throws ApduException {
    if (length == SHORT_GET
        && bytes[offset] == (byte) GET_REQUEST
        && bytes[offset + 1] == NORMAL
        && bytes[offset + 12] == 0) {
      return getAttribute(bytes, offset, out);
    }
    Apdu request = ApduCodec.decode(bytes, offset, length);
    if (request instanceof GetRequest get) {
      return get(get, out);
    } else if (request instanceof SetRequest set) {
      return set(set, out);
    } else if (request instanceof ActionRequest action) {
      return action(action, out);
    } else if (request instanceof AccessRequest all) {
      return access(all, out);
    }
    throw new ApduException(offset, "no request: tag " + request.tag());
  }

  /** A transfer by blocks that was under way is no longer. */
  void forget() {
    sentTo = -1;
    incomingAttributes = null;
    incomingMethods = null;
    incoming.reset();
  }

  private boolean has(Conformance.Bit bit) {
    return session.conformance().has(bit);
  }

  private static int invoke(int octet) {
    return octet & 0xFF;
  }

  // GET

  private boolean getAttribute(byte[] bytes, int offset, DataWriter out) {
    sentTo = -1;
    int invokeId = bytes[offset + 2] & 0xFF;
    int classId = (bytes[offset + 3] & 0xFF) << 8 | bytes[offset + 4] & 0xFF;
    int attribute = bytes[offset + 11];
    out.put8(GET_RESPONSE).put8(NORMAL).put8(invokeId).put8(0);
    int result = access.read(classId, MeterObjects.key(bytes, offset + 5), attribute, null, out);
    if (result != ObjectAccess.SUCCESS) {
      out.truncate(3).put8(1).put8(result);
    } else if (out.size() > session.room() && !session.sendsLong()) {
      value.reset().put(out.array(), 4, out.size() - 4);
      startBlocks(GET_RESPONSE, invokeId, out.reset());
    }
    return (invokeId & InvokeId.CONFIRMED) != 0;
  }

  private boolean get(GetRequest request, DataWriter out) {
    if (request instanceof GetRequest.Normal normal) {
      AttributeReference attribute = normal.attribute();
      sentTo = -1;
      value.reset();
      int result = read(attribute, normal.selection(), value);
      int invokeId = invoke(normal.invokeId());
      if (result != ObjectAccess.SUCCESS) {
        out.put8(GET_RESPONSE).put8(NORMAL).put8(invokeId).put8(1).put8(result);
      } else if (value.size() + 4 <= session.room() || session.sendsLong()) {
        out.put8(GET_RESPONSE).put8(NORMAL).put8(invokeId).put8(0);
        out.put(value.array(), 0, value.size());
      } else {
        startBlocks(GET_RESPONSE, invokeId, out);
      }
      return (invokeId & InvokeId.CONFIRMED) != 0;
    } else if (request instanceof GetRequest.Next next) {
      return next(invoke(next.invokeId()), next.block(), out);
    }
    GetRequest.WithList list = (GetRequest.WithList) request;
    sentTo = -1;
    value.reset().putLength(list.items().size());
    for (Item item : list.items()) {
      int before = value.size();
      value.put8(0);
      int result = read(item.attribute(), item.selection(), value);
      if (result != ObjectAccess.SUCCESS) {
        value.truncate(before).put8(1).put8(result);
      }
    }
    int invokeId = invoke(list.invokeId());
    if (value.size() + 3 <= session.room() || session.sendsLong()) {
      out.put8(GET_RESPONSE).put8(3).put8(invokeId).put(value.array(), 0, value.size());
    } else {
      startBlocks(GET_RESPONSE, invokeId, out);
    }
    return (invokeId & InvokeId.CONFIRMED) != 0;
  }

  private int read(AttributeReference attribute, Selection selection, DataWriter to) {
    long name = MeterObjects.key(attribute.instance().bytes(), 0);
    return access.read(attribute.classId(), name, attribute.attribute(), selection, to);
  }

  /** Begins to send {@link #value} by blocks, if the client can take them. */
  private void startBlocks(int kind, int invokeId, DataWriter out) {
    boolean action = kind == ACTION_RESPONSE;
    if (!has(
        action
            ? Conformance.Bit.BLOCK_TRANSFER_WITH_ACTION
            : Conformance.Bit.BLOCK_TRANSFER_WITH_GET_OR_READ)) {
      out.put8(kind).put8(NORMAL).put8(invokeId);
      if (action) {
        out.put8(DataAccessResult.OTHER_REASON.code()).put8(0);
      } else {
        out.put8(1).put8(DataAccessResult.OTHER_REASON.code());
      }
      return;
    }
    sendingKind = kind;
    sentTo = 0;
    blockNumber = 0;
    block(invokeId, out);
  }

  private void block(int invokeId, DataWriter out) {
    Faults faults = session.faults();
    int most = Math.max(1, session.room() - BLOCK_OVERHEAD);
    if (blockNumber > 0 && faults.strikes(MeterFault.Kind.REPEATED_BLOCK)) {
      sentTo = lastBlockFrom;
      blockNumber--;
    }
    lastBlockFrom = sentTo;
    int length = Math.min(most, value.size() - sentTo);
    boolean last = sentTo + length == value.size();
    blockNumber++;
    long number = blockNumber + (faults.strikes(MeterFault.Kind.WRONG_BLOCK_NUMBER) ? 1 : 0);
    out.put8(sendingKind).put8(2).put8(invokeId).put8(last ? 1 : 0).put32(number);
    if (sendingKind == GET_RESPONSE) {
      out.put8(0);
    }
    out.putOctets(value.array(), sentTo, length);
    sentTo = last ? -1 : sentTo + length;
  }

  private boolean next(int invokeId, long block, DataWriter out) {
    if (sentTo < 0 || sendingKind != GET_RESPONSE) {
      refuseBlock(invokeId, block, DataAccessResult.NO_LONG_GET_IN_PROGRESS, out);
    } else if (block != blockNumber) {
      sentTo = -1;
      refuseBlock(invokeId, block, DataAccessResult.DATA_BLOCK_NUMBER_INVALID, out);
    } else {
      session.inBlocks();
      block(invokeId, out);
    }
    return (invokeId & InvokeId.CONFIRMED) != 0;
  }

  private static void refuseBlock(
      int invokeId, long block, DataAccessResult reason, DataWriter out) {
    out.put8(GET_RESPONSE).put8(2).put8(invokeId).put8(1).put32(block).put8(1).put8(reason.code());
  }

  // SET

  private boolean set(SetRequest request, DataWriter out) throws ApduException {
    int invokeId = invoke(request.invokeId());
    if (request instanceof SetRequest.Normal normal) {
      forget();
      out.put8(SET_RESPONSE).put8(1).put8(invokeId);
      out.put8(write(normal.attribute(), normal.selection(), normal.value()));
    } else if (request instanceof SetRequest.WithList list) {
      forget();
      writeAll(list.items(), list.values(), out.put8(SET_RESPONSE).put8(5).put8(invokeId));
    } else if (request instanceof SetRequest.WithFirstDataBlock first) {
      forget();
      incomingAttributes = List.of(first.attribute());
      incomingList = false;
      incomingBlock = 0;
      taken(invokeId, first.block(), out);
    } else if (request instanceof SetRequest.WithListAndFirstDataBlock first) {
      forget();
      incomingAttributes = first.items().stream().map(Item::attribute).toList();
      incomingList = true;
      incomingBlock = 0;
      taken(invokeId, first.block(), out);
    } else if (request instanceof SetRequest.WithDataBlock block) {
      session.inBlocks();
      taken(invokeId, block.block(), out);
    }
    return (invokeId & InvokeId.CONFIRMED) != 0;
  }

  private int write(AttributeReference attribute, Selection selection, Data data) {
    if (selection != null) {
      return DataAccessResult.SCOPE_OF_ACCESS_VIOLATED.code();
    }
    long name = MeterObjects.key(attribute.instance().bytes(), 0);
    return access.write(attribute.classId(), name, attribute.attribute(), data);
  }

  private void writeAll(List<Item> items, List<Data> values, DataWriter out) {
    out.putLength(items.size());
    for (int i = 0; i < items.size(); i++) {
      out.put8(write(items.get(i).attribute(), items.get(i).selection(), values.get(i)));
    }
  }

  private void taken(int invokeId, Block block, DataWriter out) {
    long number = block.number();
    if (incomingAttributes == null) {
      lastSet(invokeId, DataAccessResult.NO_LONG_SET_IN_PROGRESS.code(), number, out);
      return;
    }
    if (number != incomingBlock + 1) {
      forget();
      lastSet(invokeId, DataAccessResult.DATA_BLOCK_NUMBER_INVALID.code(), number, out);
      return;
    }
    if (incoming.size() + block.raw().length > LARGEST_VALUE) {
      forget();
      lastSet(invokeId, DataAccessResult.LONG_SET_ABORTED.code(), number, out);
      return;
    }
    incomingBlock = number;
    incoming.put(block.raw());
    if (!block.last()) {
      out.put8(SET_RESPONSE).put8(2).put8(invokeId).put32(numbered(number));
      return;
    }
    int[] results = new int[incomingAttributes.size()];
    List<Data> values = incomingValues();
    for (int i = 0; i < results.length; i++) {
      results[i] =
          i < values.size()
              ? write(incomingAttributes.get(i), null, values.get(i))
              : DataAccessResult.TYPE_UNMATCHED.code();
    }
    boolean list = incomingList;
    forget();
    if (list) {
      out.put8(SET_RESPONSE).put8(4).put8(invokeId).putLength(results.length);
      for (int result : results) {
        out.put8(result);
      }
      out.put32(numbered(number));
    } else {
      lastSet(invokeId, results[0], numbered(number), out);
    }
  }

  private long numbered(long block) {
    return session.faults().strikes(MeterFault.Kind.WRONG_BLOCK_NUMBER) ? block + 1 : block;
  }

  private static void lastSet(int invokeId, int result, long block, DataWriter out) {
    out.put8(SET_RESPONSE).put8(3).put8(invokeId).put8(result).put32(block);
  }

  /** What has come by blocks; nothing if it is no data. */
  private List<Data> incomingValues() {
    DataReader reader = new DataReader(incoming.array(), 0, incoming.size());
    List<Data> values = new ArrayList<>();
    try {
      int skipped = incomingList ? 1 : 0;
      reader.reset(incoming.array(), skipped, incoming.size());
      while (reader.hasNext()) {
        values.add(reader.nextValue());
      }
      return values;
    } catch (DataException e) {
      return List.of();
    }
  }

  // ACTION

  private boolean action(ActionRequest request, DataWriter out) {
    int invokeId = invoke(request.invokeId());
    if (request instanceof ActionRequest.Normal normal) {
      forget();
      value.reset();
      call(normal.method(), normal.parameters(), value);
      called(invokeId, NORMAL, out);
    } else if (request instanceof ActionRequest.WithList list) {
      forget();
      value.reset().putLength(list.methods().size());
      for (int i = 0; i < list.methods().size(); i++) {
        call(list.methods().get(i), list.parameters().get(i), value);
      }
      called(invokeId, 3, out);
    } else if (request instanceof ActionRequest.WithFirstPBlock first) {
      forget();
      incomingMethods = List.of(first.method());
      incomingList = false;
      incomingBlock = 0;
      takenPart(invokeId, first.block(), out);
    } else if (request instanceof ActionRequest.WithListAndFirstPBlock first) {
      forget();
      incomingMethods = first.methods();
      incomingList = true;
      incomingBlock = 0;
      takenPart(invokeId, first.block(), out);
    } else if (request instanceof ActionRequest.WithPBlock block) {
      session.inBlocks();
      takenPart(invokeId, block.block(), out);
    } else if (request instanceof ActionRequest.NextPBlock next) {
      nextPart(invokeId, next.block(), out);
    }
    return (invokeId & InvokeId.CONFIRMED) != 0;
  }

  /** Appends the result, and the return parameters if there are any. */
  private void call(MethodReference method, Data parameters, DataWriter to) {
    long name = MeterObjects.key(method.instance().bytes(), 0);
    int result = access.call(method.classId(), name, method.method(), parameters);
    to.put8(result);
    if (result == ObjectAccess.SUCCESS && access.returned() != null) {
      access.returned().write(to.put8(1).put8(0));
    } else {
      to.put8(0);
    }
  }

  private void called(int invokeId, int choice, DataWriter out) {
    if (value.size() + 3 <= session.room() || session.sendsLong()) {
      out.put8(ACTION_RESPONSE).put8(choice).put8(invokeId).put(value.array(), 0, value.size());
    } else {
      startBlocks(ACTION_RESPONSE, invokeId, out);
    }
  }

  private void takenPart(int invokeId, Block block, DataWriter out) {
    long number = block.number();
    ActionResult refused = null;
    if (incomingMethods == null) {
      refused = ActionResult.NO_LONG_ACTION_IN_PROGRESS;
    } else if (number != incomingBlock + 1
        || incoming.size() + block.raw().length > LARGEST_VALUE) {
      refused = ActionResult.LONG_ACTION_ABORTED;
    }
    if (refused != null) {
      forget();
      out.put8(ACTION_RESPONSE).put8(NORMAL).put8(invokeId).put8(refused.code()).put8(0);
      return;
    }
    incomingBlock = number;
    incoming.put(block.raw());
    if (!block.last()) {
      out.put8(ACTION_RESPONSE).put8(4).put8(invokeId).put32(numbered(number));
      return;
    }
    List<Data> parameters = incomingValues();
    List<MethodReference> methods = incomingMethods;
    boolean list = incomingList;
    forget();
    value.reset();
    if (list) {
      value.putLength(methods.size());
    }
    for (int i = 0; i < methods.size(); i++) {
      if (i < parameters.size()) {
        call(methods.get(i), parameters.get(i), value);
      } else {
        value.put8(DataAccessResult.TYPE_UNMATCHED.code()).put8(0);
      }
    }
    called(invokeId, list ? 3 : NORMAL, out);
  }

  private void nextPart(int invokeId, long block, DataWriter out) {
    if (sentTo < 0 || sendingKind != ACTION_RESPONSE || block != blockNumber) {
      ActionResult refused =
          sentTo < 0 || sendingKind != ACTION_RESPONSE
              ? ActionResult.NO_LONG_ACTION_IN_PROGRESS
              : ActionResult.DATA_BLOCK_UNAVAILABLE;
      sentTo = -1;
      out.put8(ACTION_RESPONSE).put8(NORMAL).put8(invokeId).put8(refused.code()).put8(0);
      return;
    }
    session.inBlocks();
    block(invokeId, out);
  }

  // ACCESS

  private boolean access(AccessRequest request, DataWriter out) {
    forget();
    int count = request.specifications().size();
    DataWriter results = new DataWriter();
    value.reset().putLength(count);
    results.putLength(count);
    for (int i = 0; i < count; i++) {
      Data data = i < request.data().size() ? request.data().get(i) : Data.nullData();
      one(request.specifications().get(i), data, results);
    }
    out.put8(ACCESS_RESPONSE).put32(request.longInvokeId()).putOctets(request.dateTime());
    out.put8(0).put(value.array(), 0, value.size()).put(results.array(), 0, results.size());
    return (request.longInvokeId() & InvokeId.LONG_CONFIRMED) != 0;
  }

  /** Does one of several things; appends the data that it gives, and its result. */
  private void one(AccessRequest.Specification wanted, Data data, DataWriter results) {
    int before = value.size();
    if (wanted instanceof AccessRequest.Specification.Get get) {
      results.put8(1).put8(read(get.attribute(), null, value));
    } else if (wanted instanceof AccessRequest.Specification.GetWithSelection get) {
      results.put8(1).put8(read(get.attribute(), get.selection(), value));
    } else if (wanted instanceof AccessRequest.Specification.Set set) {
      results.put8(2).put8(write(set.attribute(), null, data));
    } else if (wanted instanceof AccessRequest.Specification.SetWithSelection set) {
      results.put8(2).put8(write(set.attribute(), set.selection(), data));
    } else if (wanted instanceof AccessRequest.Specification.Action action) {
      MethodReference method = action.method();
      long name = MeterObjects.key(method.instance().bytes(), 0);
      Data parameters = data.isNull() ? null : data;
      int result = access.call(method.classId(), name, method.method(), parameters);
      results.put8(3).put8(result);
      if (result == ObjectAccess.SUCCESS && access.returned() != null) {
        access.returned().write(value);
      }
    }
    if (value.size() == before) {
      Data.nullData().write(value);
    }
  }
}
