/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Conformance.Bit;
import org.meterway.dlms.apdu.GetResponseView;
import org.meterway.dlms.apdu.GetResponseView.Kind;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.DataWriter;

/** GET: normal, with lists, by blocks. Repeated after a time-out: reading does no harm. */
final class GetService implements ResultStream.Blocks {
  private static final int REQUEST = 0xC0;
  private static final int NORMAL = 1;
  private static final int LIST = 3;
  private static final int NEXT = 2;

  /** Blocks that came before, as answers to repeated requests. */
  private static final int MOST_OLD_BLOCKS = 16;

  private final Session session;
  private final Exchange exchange;
  private final GetResponseView view = new GetResponseView();
  private boolean listsFail;
  private Object asked;
  private int invoke;
  private long block;

  GetService(Session session) {
    this.session = session;
    this.exchange = session.exchange();
  }

  /** Asks for an attribute. */
  ResultStream get(AttributeReference attribute, Selection selection) throws IOException {
    session.need(Bit.GET);
    if (selection != null) {
      session.need(Bit.SELECTIVE_ACCESS);
    }
    int octet = session.nextInvoke();
    DataWriter out = session.request().put8(REQUEST).put8(NORMAL).put8(octet);
    Session.put(attribute, selection, out);
    return answer(out, attribute, octet, Kind.DATA);
  }

  private ResultStream answer(DataWriter out, Object what, int octet, Kind wanted)
      throws IOException {
    asked = what;
    invoke = octet;
    exchange.request(out, octet & 0x0F, true, false);
    Kind kind = look();
    if (kind == Kind.BLOCK) {
      block = 1;
      boolean last = take(session.stream().begin());
      return session.stream().blocks(last, this);
    }
    if (kind == wanted && kind == Kind.DATA) {
      return session.stream().whole(view.data());
    }
    if (kind == wanted) {
      return session.stream().whole(exchange.bytes(), exchange.offset() + 3, exchange.end());
    }
    throw other(kind, wanted == Kind.LIST ? "a list of values" : "one value");
  }

  private Kind look() throws ProtocolErrorException {
    try {
      return view.read(exchange.bytes(), exchange.offset(), exchange.length());
    } catch (ApduException e) {
      throw new ProtocolErrorException("the meter's answer does not decode: " + e.getMessage(), e);
    }
  }

  private DlmsException other(Kind kind, String wanted) {
    boolean failed = kind == Kind.FAILURE || kind == Kind.BLOCK_FAILURE;
    return failed ? new DataAccessException(asked, view.reason()) : exchange.unexpected(wanted);
  }

  @Override
  public boolean next(DataWriter joined) throws IOException {
    DataWriter out = session.request().put8(REQUEST).put8(NEXT).put8(invoke).put32(block);
    exchange.request(out, invoke & 0x0F, true, false);
    block++;
    for (int old = 0; look() == Kind.BLOCK && view.block() == block - 1; old++) {
      if (old >= MOST_OLD_BLOCKS) {
        throw new ProtocolErrorException("the meter sends old blocks, not block " + block);
      }
      exchange.again(invoke & 0x0F);
    }
    return take(joined);
  }

  /** Takes the block in hand; returns whether it is the last. */
  private boolean take(DataWriter joined) throws IOException {
    Kind kind = look();
    if (kind != Kind.BLOCK) {
      throw other(kind, "block " + block);
    }
    if (view.block() != block) {
      throw new ProtocolErrorException(
          "the meter sends block %d of its answer where block %d is due"
              .formatted(view.block(), block));
    }
    joined.put(exchange.bytes(), view.offset(), view.length());
    return view.isLast();
  }

  /** Asks for attributes, in as few requests as the meter takes. */
  List<GetResult> get(List<Item> items) throws IOException {
    session.need(Bit.GET);
    List<GetResult> results = new ArrayList<>(items.size());
    boolean lists = session.has(Bit.MULTIPLE_REFERENCES) && !listsFail;
    int from = 0;
    while (from < items.size()) {
      int to = lists ? fitting(items, from) : from + 1;
      if (to - from > 1) {
        lists = list(items.subList(from, to), results);
        from = lists ? to : from;
      } else {
        results.add(single(items.get(from)));
        from++;
      }
    }
    return results;
  }

  /** As many as fit in one request, at least one. */
  private int fitting(List<Item> items, int from) {
    DataWriter out = session.request().put8(REQUEST).put8(LIST).put8(0);
    out.putLength(items.size() - from);
    int to = from;
    while (to < items.size()) {
      Session.put(items.get(to).attribute(), items.get(to).selection(), out);
      if (out.size() > exchange.longestPlain() && to > from) {
        return to;
      }
      to++;
    }
    return to;
  }

  private boolean list(List<Item> items, List<GetResult> results) throws IOException {
    int octet = session.nextInvoke();
    DataWriter out = session.request().put8(REQUEST).put8(LIST).put8(octet);
    out.putLength(items.size());
    for (Item item : items) {
      Session.put(item.attribute(), item.selection(), out);
    }
    try {
      ResultStream in = answer(out, "the list", octet, Kind.LIST).fetchAll();
      DataReader reader = session.reader().reset(in.array(), in.from(), in.end());
      Answers.count(reader, items.size());
      List<GetResult> list = new ArrayList<>(items.size());
      for (int i = 0; i < items.size(); i++) {
        list.add(Answers.result(reader));
      }
      Answers.end(reader);
      results.addAll(list);
      return true;
    } catch (ServiceErrorException | DataAccessException e) {
      listsFail = true;
      return false;
    }
  }

  private GetResult single(Item item) throws IOException {
    try {
      ResultStream in = get(item.attribute(), item.selection());
      return GetResult.of(Answers.value(in, session.reader()));
    } catch (DataAccessException e) {
      return GetResult.of(e.result());
    }
  }
}
