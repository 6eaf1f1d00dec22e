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
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.VariableAccess;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.DataWriter;

/** Read, Write and UnconfirmedWrite of variables by their short names, by blocks both ways. */
final class ShortNameService implements ResultStream.Blocks {
  private static final int READ_REQUEST = 0x05;
  private static final int READ_RESPONSE = 0x0C;
  private static final int WRITE_REQUEST = 0x06;
  private static final int WRITE_RESPONSE = 0x0D;
  private static final int UNCONFIRMED_WRITE_REQUEST = 0x16;

  private static final int BLOCK_NUMBER_ACCESS = 5;
  private static final int READ_BLOCK_ACCESS = 6;
  private static final int WRITE_BLOCK_ACCESS = 7;

  private static final int DATA = 0;
  private static final int ERROR = 1;
  private static final int READ_BLOCK = 2;
  private static final int READ_BLOCK_CONFIRMED = 3;
  private static final int WRITE_BLOCK_CONFIRMED = 2;
  private static final int OCTET_STRING = 9;
  private static final int NO_INVOKE_ID = -1;
  private static final int LAST_BLOCK_NUMBER = 0xFFFF;

  private final Session session;
  private final Exchange exchange;
  private Object asked;
  private int block;

  ShortNameService(Session session) {
    this.session = session;
    this.exchange = session.exchange();
  }

  /**
   * Reads a variable.
   *
   * @param what for words
   */
  ResultStream read(VariableAccess variable, Object what) throws IOException {
    return read(variable, what, true);
  }

  /** Reads what a method returns; not repeated. */
  Data invoke(VariableAccess method, Object what) throws IOException {
    return Answers.value(read(method, what, false), session.reader());
  }

  private ResultStream read(VariableAccess variable, Object what, boolean harmless)
      throws IOException {
    asked = what;
    DataWriter out = session.request().put8(READ_REQUEST).put8(1);
    variable.write(out);
    request(out, harmless);
    byte[] bytes = exchange.bytes();
    int at = exchange.offset();
    readResponse(1);
    switch (bytes[at + 2]) {
      case DATA -> {
        return session.stream().whole(bytes, at + 3, exchange.end());
      }
      case ERROR -> throw failure(at + 3);
      case READ_BLOCK -> {
        return peeled(blocks());
      }
      default -> throw exchange.unexpected("one value");
    }
  }

  private DataAccessException failure(int at) throws ProtocolErrorException {
    if (at >= exchange.end()) {
      throw exchange.unexpected("an error");
    }
    return new DataAccessException(asked, DataAccessResult.of(exchange.bytes()[at] & 0xFF));
  }

  /** Sends a request for reading, in blocks if it is too long. */
  private void request(DataWriter out, boolean harmless) throws IOException {
    if (!session.needsBlocks(out.size(), Bit.BLOCK_TRANSFER_WITH_GET_OR_READ)) {
      exchange.request(out, NO_INVOKE_ID, harmless, !harmless);
      return;
    }
    DataWriter value = session.value().put(out.array(), 1, out.size() - 1);
    int from = 0;
    for (int number = 1; ; number++) {
      DataWriter next = session.request().put8(READ_REQUEST).put8(1).put8(READ_BLOCK_ACCESS);
      int piece = Math.min(value.size() - from, room(next.size() + 3));
      boolean last = from + piece == value.size();
      next.put8(last ? 1 : 0).put16(number).putOctets(value.array(), from, piece);
      exchange.request(next, NO_INVOKE_ID, false, last && !harmless);
      from += piece;
      if (last || !isConfirmed(READ_RESPONSE, READ_BLOCK_CONFIRMED, number)) {
        return;
      }
    }
  }

  private int room(int before) throws NotNegotiatedException {
    int most = exchange.longestPlain() - before;
    int room = most - DataWriter.lengthOfLength(Math.max(0, most));
    if (room < 1) {
      throw new NotNegotiatedException("the meter's APDUs are too short for blocks");
    }
    return room;
  }

  private boolean isConfirmed(int tag, int choice, int number) throws ProtocolErrorException {
    byte[] bytes = exchange.bytes();
    int at = exchange.offset();
    if (exchange.tag() != tag || exchange.length() < 5 || bytes[at + 2] != choice) {
      return false;
    }
    int confirmed = (bytes[at + 3] & 0xFF) << 8 | bytes[at + 4] & 0xFF;
    if (confirmed != number) {
      throw new ProtocolErrorException(
          "the meter confirms block " + confirmed + " where block " + number + " was sent");
    }
    return true;
  }

  private void readResponse(int wanted) throws ProtocolErrorException {
    if (exchange.tag() != READ_RESPONSE || exchange.length() < 4) {
      throw exchange.unexpected("a read-response");
    }
    int count = exchange.bytes()[exchange.offset() + 1] & 0xFF;
    if (count != wanted) {
      throw new ProtocolErrorException(
          "the meter answers with " + count + " results to " + wanted + " requests");
    }
  }

  private ResultStream blocks() throws IOException {
    block = 1;
    boolean last = take(session.stream().begin());
    return session.stream().blocks(last, this);
  }

  @Override
  public boolean next(DataWriter joined) throws IOException {
    DataWriter out = session.request().put8(READ_REQUEST).put8(1).put8(BLOCK_NUMBER_ACCESS);
    exchange.request(out.put16(block), NO_INVOKE_ID, true, false);
    block = block % LAST_BLOCK_NUMBER + 1;
    return take(joined);
  }

  private boolean take(DataWriter joined) throws IOException {
    readResponse(1);
    byte[] bytes = exchange.bytes();
    int at = exchange.offset();
    if (bytes[at + 2] == ERROR) {
      throw failure(at + 3);
    }
    if (bytes[at + 2] != READ_BLOCK || exchange.length() < 7) {
      throw exchange.unexpected("block " + block);
    }
    int number = (bytes[at + 4] & 0xFF) << 8 | bytes[at + 5] & 0xFF;
    if (number != block) {
      throw new ProtocolErrorException(
          "the meter sends block %d of its answer where block %d is due".formatted(number, block));
    }
    int from = LengthReader.behind(bytes, at + 6, exchange.end());
    int length = LengthReader.length(bytes, at + 6, exchange.end());
    if (length != exchange.end() - from) {
      throw new ProtocolErrorException(
          "block " + block + " of the meter's answer is not as long as it says");
    }
    joined.put(bytes, from, length);
    return bytes[at + 3] != 0;
  }

  /**
   * What comes in blocks is the list of results, of one result here; some meters leave its front
   * away. An array of no elements would be over after two bytes.
   */
  private ResultStream peeled(ResultStream in) throws IOException {
    while (!in.isWhole() && in.end() - in.from() < 4) {
      in.fetch();
    }
    byte[] bytes = in.array();
    int at = in.from();
    int length = in.end() - at;
    if (length > 2 && bytes[at] == 1 && bytes[at + 1] == DATA) {
      in.consumeTo(at + 2);
    } else if (length == 3 && bytes[at] == 1 && bytes[at + 1] == ERROR) {
      throw new DataAccessException(asked, DataAccessResult.of(bytes[at + 2] & 0xFF));
    } else if (length > 1 && bytes[at] == DATA) {
      in.consumeTo(at + 1);
    }
    return in;
  }

  /** Reads variables, in as few requests as the meter takes. */
  List<GetResult> read(List<VariableAccess> variables) throws IOException {
    List<GetResult> results = new ArrayList<>(variables.size());
    boolean lists = session.has(Bit.MULTIPLE_REFERENCES);
    int from = 0;
    while (from < variables.size()) {
      int to = lists ? fitting(variables, from) : from + 1;
      if (to - from > 1) {
        list(variables.subList(from, to), results);
      } else {
        results.add(single(variables.get(from)));
      }
      from = to;
    }
    return results;
  }

  private GetResult single(VariableAccess variable) throws IOException {
    try {
      return GetResult.of(Answers.value(read(variable, variable), session.reader()));
    } catch (DataAccessException e) {
      return GetResult.of(e.result());
    }
  }

  private int fitting(List<VariableAccess> variables, int from) {
    DataWriter out = session.request().put8(READ_REQUEST).putLength(variables.size() - from);
    int to = from;
    while (to < variables.size()) {
      variables.get(to).write(out);
      if (out.size() > exchange.longestPlain() && to > from) {
        return to;
      }
      to++;
    }
    return to;
  }

  private void list(List<VariableAccess> variables, List<GetResult> results) throws IOException {
    asked = "the list";
    int wanted = variables.size();
    DataWriter out = session.request().put8(READ_REQUEST).putLength(wanted);
    variables.forEach(v -> v.write(out));
    request(out, true);
    byte[] bytes = exchange.bytes();
    int at = exchange.offset();
    if (exchange.tag() != READ_RESPONSE || exchange.length() < 3) {
      throw exchange.unexpected("a read-response");
    }
    DataReader reader = session.reader().reset(bytes, at + 1, exchange.end());
    if (bytes[at + 1] == 1 && bytes[at + 2] == READ_BLOCK) {
      ResultStream in = blocks().fetchAll();
      reader.reset(in.array(), in.from(), in.end());
      if (!beginsWith(reader, wanted)) {
        results(reader, wanted, results);
        return;
      }
    }
    Answers.count(reader, wanted);
    results(reader, wanted, results);
  }

  /** Whether the list begins with its count, which some meters leave away in blocks. */
  private static boolean beginsWith(DataReader reader, int count) {
    return reader.hasNext() && (reader.array()[reader.position()] & 0xFF) == Math.min(count, 0x80);
  }

  private static void results(DataReader reader, int wanted, List<GetResult> results)
      throws ProtocolErrorException {
    for (int i = 0; i < wanted; i++) {
      results.add(Answers.result(reader));
    }
    Answers.end(reader);
  }

  /** Writes variables in one request. */
  List<DataAccessResult> write(List<VariableAccess> variables, List<Data> values)
      throws IOException {
    DataWriter out = request(WRITE_REQUEST, variables, values);
    if (session.needsBlocks(out.size(), Bit.BLOCK_TRANSFER_WITH_SET_OR_WRITE)) {
      blocks(session.value().put(out.array(), 1, out.size() - 1));
    } else {
      exchange.request(out, NO_INVOKE_ID, false, true);
    }
    return written(variables.size());
  }

  /** Writes variables and waits for no answer. */
  void writeUnconfirmed(List<VariableAccess> variables, List<Data> values) throws IOException {
    session.need(Bit.UNCONFIRMED_WRITE);
    exchange.send(request(UNCONFIRMED_WRITE_REQUEST, variables, values));
  }

  private DataWriter request(int tag, List<VariableAccess> variables, List<Data> values) {
    DataWriter out = session.request().put8(tag).putLength(variables.size());
    variables.forEach(v -> v.write(out));
    out.putLength(values.size());
    values.forEach(v -> v.write(out));
    return out;
  }

  private void blocks(DataWriter value) throws IOException {
    int from = 0;
    for (int number = 1; ; number++) {
      DataWriter out = session.request().put8(WRITE_REQUEST).put8(1).put8(WRITE_BLOCK_ACCESS);
      int piece = Math.min(value.size() - from, room(out.size() + 5));
      boolean last = from + piece == value.size();
      out.put8(last ? 1 : 0).put16(number).put8(1).put8(OCTET_STRING);
      out.putOctets(value.array(), from, piece);
      exchange.request(out, NO_INVOKE_ID, false, last);
      from += piece;
      if (last || !isConfirmed(WRITE_RESPONSE, WRITE_BLOCK_CONFIRMED, number)) {
        return;
      }
    }
  }

  private List<DataAccessResult> written(int wanted) throws ProtocolErrorException {
    if (exchange.tag() != WRITE_RESPONSE || exchange.length() < 3) {
      throw exchange.unexpected("a write-response");
    }
    DataReader reader =
        session.reader().reset(exchange.bytes(), exchange.offset() + 1, exchange.end());
    Answers.count(reader, wanted);
    List<DataAccessResult> results = new ArrayList<>(wanted);
    for (int i = 0; i < wanted; i++) {
      int choice = Answers.octet(reader);
      if (choice > 1) {
        throw new ProtocolErrorException(
            "the result of writing begins with 0 or 1, not with " + choice);
      }
      results.add(
          choice == 0 ? DataAccessResult.SUCCESS : DataAccessResult.of(Answers.octet(reader)));
    }
    Answers.end(reader);
    return results;
  }
}
