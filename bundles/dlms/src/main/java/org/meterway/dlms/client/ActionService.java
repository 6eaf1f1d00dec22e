/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.apdu.ActionResponse.Outcome;
import org.meterway.dlms.apdu.ActionResult;
import org.meterway.dlms.apdu.Conformance.Bit;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.InvokeId;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.DataWriter;

/** ACTION: normal, with lists, by blocks both ways. Never repeated: the meter may have done it. */
final class ActionService implements ResultStream.Blocks {
  private static final int REQUEST = 0xC3;
  private static final int RESPONSE = 0xC7;
  private static final int NORMAL = 1;
  private static final int NEXT = 2;
  private static final int LIST = 3;
  private static final int FIRST_BLOCK = 4;
  private static final int LIST_FIRST_BLOCK = 5;
  private static final int FURTHER_BLOCK = 6;
  private static final int RESPONSE_BLOCK = 2;
  private static final int LIST_RESPONSE = 3;
  private static final int BLOCK_CONFIRMED = 4;
  private static final int BLOCK_HEADER = 8;

  private final Session session;
  private final Exchange exchange;
  private final BlockSender blocks;
  private int invoke;
  private long block;

  ActionService(Session session) {
    this.session = session;
    this.exchange = session.exchange();
    this.blocks = new BlockSender(session, REQUEST, FURTHER_BLOCK, BLOCK_CONFIRMED);
  }

  /** Calls a method. */
  Outcome call(MethodCall call) throws IOException {
    session.need(Bit.ACTION);
    return callAnyway(call);
  }

  /** Calls a method although the meter may not have agreed to the service: the third pass. */
  Outcome callAnyway(MethodCall call) throws IOException {
    DataWriter value = session.value();
    if (call.parameters() != null) {
      call.parameters().write(value);
    }
    int octet = session.nextInvoke();
    DataWriter out = normal(call, octet, value);
    if (session.needsBlocks(out.size(), Bit.BLOCK_TRANSFER_WITH_ACTION)) {
      out = session.request().put8(REQUEST).put8(FIRST_BLOCK).put8(octet);
      Session.put(call.method(), out);
      blocks.send(out.toByteArray(), octet, value.array(), value.size());
    } else {
      exchange.request(out, octet & 0x0F, false, true);
    }
    return single(octet);
  }

  /** Calls a method and waits for no answer. */
  void callUnconfirmed(MethodCall call) throws IOException {
    session.need(Bit.ACTION);
    DataWriter value = session.value();
    if (call.parameters() != null) {
      call.parameters().write(value);
    }
    exchange.send(normal(call, session.nextInvoke() & ~InvokeId.CONFIRMED, value));
  }

  private DataWriter normal(MethodCall call, int octet, DataWriter value) {
    DataWriter out = session.request().put8(REQUEST).put8(NORMAL).put8(octet);
    Session.put(call.method(), out);
    return out.put8(value.size() > 0 ? 1 : 0).put(value.array(), 0, value.size());
  }

  private int kind() throws ProtocolErrorException {
    if (exchange.tag() != RESPONSE || exchange.length() < 4) {
      throw exchange.unexpected("an action-response");
    }
    return exchange.bytes()[exchange.offset() + 1];
  }

  private Outcome single(int octet) throws IOException {
    int kind = kind();
    if (kind == RESPONSE_BLOCK) {
      ResultStream in = joined(octet);
      return ofBlocks(in.array(), in.from(), in.end());
    }
    if (kind != NORMAL) {
      throw exchange.unexpected("the result of one method");
    }
    DataReader reader =
        session.reader().reset(exchange.bytes(), exchange.offset() + 3, exchange.end());
    Outcome outcome = outcome(reader);
    Answers.end(reader);
    return outcome;
  }

  /** A result and what was returned; meters leave the octet away that says that nothing was. */
  private static Outcome outcome(DataReader reader) throws ProtocolErrorException {
    ActionResult result = ActionResult.of(Answers.octet(reader));
    if (!reader.hasNext()) {
      return new Outcome(result, null);
    }
    int returned = Answers.octet(reader);
    if (returned > 1) {
      throw new ProtocolErrorException(
          "a method returned something (1) or nothing (0), not " + returned);
    }
    return new Outcome(result, returned == 0 ? null : Answers.result(reader));
  }

  /**
   * What comes in blocks is the result with what was returned; some meters send what was returned
   * alone, with or without the choice in front.
   */
  private Outcome ofBlocks(byte[] bytes, int from, int end) throws ProtocolErrorException {
    Data data = whole(bytes, from, end);
    if (data == null && bytes[from] == 0) {
      data = whole(bytes, from + 1, end);
    }
    if (data != null) {
      return new Outcome(ActionResult.SUCCESS, GetResult.of(data));
    }
    DataReader reader = session.reader().reset(bytes, from, end);
    Outcome outcome = outcome(reader);
    Answers.end(reader);
    return outcome;
  }

  private Data whole(byte[] bytes, int from, int end) {
    DataReader reader = session.reader().reset(bytes, from, end);
    try {
      Data data = reader.nextValue();
      return reader.hasNext() ? null : data;
    } catch (DataException e) {
      return null;
    }
  }

  private ResultStream joined(int octet) throws IOException {
    invoke = octet;
    block = 1;
    boolean last = take(session.stream().begin());
    ResultStream in = session.stream().blocks(last, this).fetchAll();
    if (in.from() == in.end()) {
      throw new ProtocolErrorException("the meter answers with blocks that hold nothing");
    }
    return in;
  }

  @Override
  public boolean next(DataWriter joined) throws IOException {
    DataWriter out = session.request().put8(REQUEST).put8(NEXT).put8(invoke).put32(block);
    exchange.request(out, invoke & 0x0F, true, true);
    block++;
    return take(joined);
  }

  private boolean take(DataWriter joined) throws IOException {
    if (kind() != RESPONSE_BLOCK || exchange.length() <= BLOCK_HEADER) {
      throw exchange.unexpected("block " + block);
    }
    byte[] bytes = exchange.bytes();
    int at = exchange.offset();
    long number = 0;
    for (int i = 4; i < BLOCK_HEADER; i++) {
      number = number << 8 | bytes[at + i] & 0xFF;
    }
    if (number != block) {
      throw new ProtocolErrorException(
          "the meter sends block " + number + " of its answer where block " + block + " is due");
    }
    int from = LengthReader.behind(bytes, at + BLOCK_HEADER, exchange.end());
    int length = LengthReader.length(bytes, at + BLOCK_HEADER, exchange.end());
    if (length != exchange.end() - from) {
      throw new ProtocolErrorException(
          "block " + block + " of the meter's answer is not as long as it says");
    }
    joined.put(bytes, from, length);
    return bytes[at + 3] != 0;
  }

  /** Calls methods, in as few requests as the meter takes. */
  List<Outcome> call(List<MethodCall> calls) throws IOException {
    session.need(Bit.ACTION);
    List<Outcome> outcomes = new ArrayList<>(calls.size());
    boolean lists = session.has(Bit.MULTIPLE_REFERENCES);
    int from = 0;
    while (from < calls.size()) {
      int to = lists ? fitting(calls, from) : from + 1;
      if (to - from > 1) {
        list(calls.subList(from, to), outcomes);
      } else {
        outcomes.add(call(calls.get(from)));
      }
      from = to;
    }
    return outcomes;
  }

  private int fitting(List<MethodCall> calls, int from) {
    DataWriter out = session.request().put8(REQUEST).put8(LIST).put8(0);
    out.putLength(calls.size() - from).putLength(calls.size() - from);
    int to = from;
    while (to < calls.size()) {
      Session.put(calls.get(to).method(), out);
      parameters(calls.get(to)).write(out);
      if (out.size() > exchange.longestPlain() && to > from) {
        return to;
      }
      to++;
    }
    return to;
  }

  private static Data parameters(MethodCall call) {
    return call.parameters() == null ? Data.nullData() : call.parameters();
  }

  private void list(List<MethodCall> calls, List<Outcome> outcomes) throws IOException {
    DataWriter value = session.value().putLength(calls.size());
    int octet = session.nextInvoke();
    DataWriter out = session.request().put8(REQUEST).put8(LIST).put8(octet);
    out.putLength(calls.size());
    for (MethodCall call : calls) {
      Session.put(call.method(), out);
      parameters(call).write(value);
    }
    int references = out.size();
    out.put(value.array(), 0, value.size());
    if (session.needsBlocks(out.size(), Bit.BLOCK_TRANSFER_WITH_ACTION)) {
      out.truncate(references).set8(1, LIST_FIRST_BLOCK);
      blocks.send(out.toByteArray(), octet, value.array(), value.size());
    } else {
      exchange.request(out, octet & 0x0F, false, true);
    }
    outcomes.addAll(listed(octet, calls.size()));
  }

  private List<Outcome> listed(int octet, int wanted) throws IOException {
    int kind = kind();
    DataReader reader = session.reader();
    if (kind == RESPONSE_BLOCK) {
      ResultStream in = joined(octet);
      reader.reset(in.array(), in.from(), in.end());
    } else if (kind == LIST_RESPONSE) {
      reader.reset(exchange.bytes(), exchange.offset() + 3, exchange.end());
    } else {
      throw exchange.unexpected("the results of a list of methods");
    }
    Answers.count(reader, wanted);
    List<Outcome> list = new ArrayList<>(wanted);
    for (int i = 0; i < wanted; i++) {
      list.add(outcome(reader));
    }
    Answers.end(reader);
    return list;
  }
}
