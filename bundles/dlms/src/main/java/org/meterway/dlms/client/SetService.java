/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.apdu.Conformance.Bit;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.InvokeId;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.DataWriter;

/** SET: normal, with lists, by blocks. Never repeated: the meter may have done it. */
final class SetService {
  private static final int REQUEST = 0xC1;
  private static final int RESPONSE = 0xC5;
  private static final int NORMAL = 1;
  private static final int FIRST_BLOCK = 2;
  private static final int FURTHER_BLOCK = 3;
  private static final int LIST = 4;
  private static final int LIST_FIRST_BLOCK = 5;
  private static final int BLOCK_CONFIRMED = 2;
  private static final int LAST_BLOCK = 3;
  private static final int LAST_BLOCK_OF_LIST = 4;
  private static final int LIST_RESPONSE = 5;

  private final Session session;
  private final Exchange exchange;
  private final BlockSender blocks;

  SetService(Session session) {
    this.session = session;
    this.exchange = session.exchange();
    this.blocks = new BlockSender(session, REQUEST, FURTHER_BLOCK, BLOCK_CONFIRMED);
  }

  /** Sets an attribute. */
  DataAccessResult set(AttributeValue item) throws IOException {
    need(item);
    DataWriter value = session.value();
    item.value().write(value);
    int octet = session.nextInvoke();
    DataWriter out = normal(item, octet, value);
    if (session.needsBlocks(out.size(), Bit.BLOCK_TRANSFER_WITH_SET_OR_WRITE)) {
      out = session.request().put8(REQUEST).put8(FIRST_BLOCK).put8(octet);
      Session.put(item.attribute(), item.selection(), out);
      blocks.send(out.toByteArray(), octet, value.array(), value.size());
    } else {
      exchange.request(out, octet & 0x0F, false, true);
    }
    return single();
  }

  /** Sets an attribute and waits for no answer. */
  void setUnconfirmed(AttributeValue item) throws IOException {
    need(item);
    DataWriter value = session.value();
    item.value().write(value);
    exchange.send(normal(item, session.nextInvoke() & ~InvokeId.CONFIRMED, value));
  }

  private void need(AttributeValue item) throws NotNegotiatedException {
    session.need(Bit.SET);
    if (item.selection() != null) {
      session.need(Bit.SELECTIVE_ACCESS);
    }
  }

  private DataWriter normal(AttributeValue item, int octet, DataWriter value) {
    DataWriter out = session.request().put8(REQUEST).put8(NORMAL).put8(octet);
    Session.put(item.attribute(), item.selection(), out);
    return out.put(value.array(), 0, value.size());
  }

  private int kind() throws ProtocolErrorException {
    if (exchange.tag() != RESPONSE || exchange.length() < 4) {
      throw exchange.unexpected("a set-response");
    }
    return exchange.bytes()[exchange.offset() + 1];
  }

  private DataAccessResult single() throws ProtocolErrorException {
    int kind = kind();
    if (kind != NORMAL && kind != LAST_BLOCK) {
      throw exchange.unexpected("the result of setting one attribute");
    }
    return DataAccessResult.of(exchange.bytes()[exchange.offset() + 3] & 0xFF);
  }

  /** Sets attributes, in as few requests as the meter takes. */
  List<DataAccessResult> set(List<AttributeValue> items) throws IOException {
    List<DataAccessResult> results = new ArrayList<>(items.size());
    boolean lists = session.has(Bit.MULTIPLE_REFERENCES);
    int from = 0;
    while (from < items.size()) {
      int to = lists ? fitting(items, from) : from + 1;
      if (to - from > 1) {
        list(items.subList(from, to), results);
      } else {
        results.add(set(items.get(from)));
      }
      from = to;
    }
    return results;
  }

  private int fitting(List<AttributeValue> items, int from) {
    DataWriter out = session.request().put8(REQUEST).put8(LIST).put8(0);
    out.putLength(items.size() - from).putLength(items.size() - from);
    int to = from;
    while (to < items.size()) {
      AttributeValue item = items.get(to);
      Session.put(item.attribute(), item.selection(), out);
      item.value().write(out);
      if (out.size() > exchange.longestPlain() && to > from) {
        return to;
      }
      to++;
    }
    return to;
  }

  private void list(List<AttributeValue> items, List<DataAccessResult> results) throws IOException {
    DataWriter value = session.value().putLength(items.size());
    int octet = session.nextInvoke();
    DataWriter out = session.request().put8(REQUEST).put8(LIST).put8(octet);
    out.putLength(items.size());
    for (AttributeValue item : items) {
      need(item);
      Session.put(item.attribute(), item.selection(), out);
      item.value().write(value);
    }
    int references = out.size();
    out.put(value.array(), 0, value.size());
    if (session.needsBlocks(out.size(), Bit.BLOCK_TRANSFER_WITH_SET_OR_WRITE)) {
      out.truncate(references).set8(1, LIST_FIRST_BLOCK);
      blocks.send(out.toByteArray(), octet, value.array(), value.size());
    } else {
      exchange.request(out, octet & 0x0F, false, true);
    }
    int kind = kind();
    if (kind != LIST_RESPONSE && kind != LAST_BLOCK_OF_LIST) {
      throw exchange.unexpected("the results of setting a list of attributes");
    }
    DataReader reader =
        session.reader().reset(exchange.bytes(), exchange.offset() + 3, exchange.end());
    Answers.count(reader, items.size());
    for (int i = 0; i < items.size(); i++) {
      results.add(DataAccessResult.of(Answers.octet(reader)));
    }
  }
}
