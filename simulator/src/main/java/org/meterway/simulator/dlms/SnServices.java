/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.List;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.ReadRequest;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.apdu.UnconfirmedWriteRequest;
import org.meterway.dlms.apdu.VariableAccess;
import org.meterway.dlms.apdu.WriteRequest;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;

/** Read, Write and UnconfirmedWrite by short names. */
final class SnServices {
  static final int READ_REQUEST = 0x05;
  static final int WRITE_REQUEST = 0x06;
  static final int UNCONFIRMED_WRITE_REQUEST = 0x16;
  private static final int READ_RESPONSE = 0x0C;
  private static final int WRITE_RESPONSE = 0x0D;

  private static final int DATA = 0;
  private static final int ERROR = 1;
  private static final int BLOCK = 2;
  private static final int READ_BLOCK_NUMBER = 3;
  private static final int WRITE_BLOCK_NUMBER = 2;

  /** Tag, count, choice, last, number, length. */
  private static final int BLOCK_OVERHEAD = 9;

  private static final int LARGEST_VALUE = 16 << 20;

  private final Session session;
  private final ObjectAccess access;

  /** The answer that is being sent by blocks: the list of results as a whole. */
  private final DataWriter results = new DataWriter();

  private int sentTo = -1;
  private int blockNumber;

  /** The request that is being received by blocks. */
  private final DataWriter incoming = new DataWriter();

  private int incomingBlock;

  SnServices(Session session, ObjectAccess access) {
    this.session = session;
    this.access = access;
  }

  void forget() {
    sentTo = -1;
    incomingBlock = 0;
    incoming.reset();
  }

  /**
   * Answers a request.
   *
   * @return whether there is an answer
   * @throws ApduException if it is malformed
   */
  boolean answer(byte[] bytes, int offset, int length, DataWriter out) throws ApduException {
    Apdu request = ApduCodec.decode(bytes, offset, length);
    if (request instanceof ReadRequest read) {
      read(read, out);
      return true;
    } else if (request instanceof WriteRequest write) {
      write(write.variables(), write.values(), out);
      return true;
    } else if (request instanceof UnconfirmedWriteRequest write) {
      write(write.variables(), write.values(), new DataWriter());
      return false;
    }
    throw new ApduException(offset, "no request: tag " + request.tag());
  }

  private void read(ReadRequest request, DataWriter out) {
    if (request.variables().size() == 1) {
      VariableAccess only = request.variables().get(0);
      if (only instanceof VariableAccess.BlockNumber next) {
        next(next.block(), out);
        return;
      } else if (only instanceof VariableAccess.ReadDataBlock block) {
        takeRead(block, out);
        return;
      }
    }
    forget();
    readAll(request.variables(), out);
  }

  private void readAll(List<VariableAccess> variables, DataWriter out) {
    results.reset().putLength(variables.size());
    for (VariableAccess variable : variables) {
      int before = results.size();
      int result = readOne(variable, results.put8(DATA));
      if (result != ObjectAccess.SUCCESS) {
        results.truncate(before).put8(ERROR).put8(result);
      }
    }
    if (results.size() + 1 <= session.room() || session.sendsLong()) {
      out.put8(READ_RESPONSE).put(results.array(), 0, results.size());
    } else if (session.conformance().has(Conformance.Bit.BLOCK_TRANSFER_WITH_GET_OR_READ)) {
      sentTo = 0;
      blockNumber = 0;
      block(out);
    } else {
      error(DataAccessResult.OTHER_REASON, out);
    }
  }

  private static void error(DataAccessResult reason, DataWriter out) {
    out.put8(READ_RESPONSE).putLength(1).put8(ERROR).put8(reason.code());
  }

  /** Appends a value, also one that a method returns. */
  private int readOne(VariableAccess variable, DataWriter out) {
    int name;
    Data parameter = null;
    int selector = 0;
    if (variable instanceof VariableAccess.Name plain) {
      name = plain.name();
    } else if (variable instanceof VariableAccess.Parameterized parameterized) {
      name = parameterized.name();
      parameter = parameterized.parameter();
      selector = parameterized.selector();
    } else {
      return DataAccessResult.OTHER_REASON.code();
    }
    MeterObjects.Member member = session.meter().objects().member(name & 0xFFFF);
    if (member == null) {
      return DataAccessResult.OBJECT_UNDEFINED.code();
    }
    if (member.method()) {
      int result = access.call(member.object(), member.number(), parameter);
      if (result == ObjectAccess.SUCCESS) {
        Data returned = access.returned();
        (returned == null ? Data.nullData() : returned).write(out);
      }
      return result;
    }
    Selection selection = parameter == null ? null : Selection.of(selector, parameter);
    return access.read(member.object(), member.number(), selection, out);
  }

  private void block(DataWriter out) {
    int most = Math.max(1, session.room() - BLOCK_OVERHEAD);
    int length = Math.min(most, results.size() - sentTo);
    boolean last = sentTo + length == results.size();
    blockNumber++;
    int number =
        blockNumber + (session.faults().strikes(MeterFault.Kind.WRONG_BLOCK_NUMBER) ? 1 : 0);
    out.put8(READ_RESPONSE).putLength(1).put8(BLOCK).put8(last ? 1 : 0).put16(number);
    out.putOctets(results.array(), sentTo, length);
    sentTo = last ? -1 : sentTo + length;
  }

  private void next(int block, DataWriter out) {
    if (sentTo < 0) {
      error(DataAccessResult.NO_LONG_GET_IN_PROGRESS, out);
    } else if (block != blockNumber) {
      sentTo = -1;
      error(DataAccessResult.DATA_BLOCK_NUMBER_INVALID, out);
    } else {
      session.inBlocks();
      block(out);
    }
  }

  /** A read request that comes by blocks: they hold its list of variables. */
  private void takeRead(VariableAccess.ReadDataBlock block, DataWriter out) {
    if (!take(block.block(), block.raw())) {
      error(DataAccessResult.DATA_BLOCK_NUMBER_INVALID, out);
    } else if (block.last()) {
      byte[] whole = new byte[incoming.size() + 1];
      whole[0] = READ_REQUEST;
      System.arraycopy(incoming.array(), 0, whole, 1, incoming.size());
      forget();
      try {
        readAll(((ReadRequest) ApduCodec.decode(whole, 0, whole.length)).variables(), out);
      } catch (ApduException e) {
        error(DataAccessResult.OTHER_REASON, out);
      }
    } else {
      out.put8(READ_RESPONSE).putLength(1).put8(READ_BLOCK_NUMBER).put16(block.block());
    }
  }

  private boolean take(int block, byte[] raw) {
    if (block == 1) {
      forget();
    }
    if (block != incomingBlock + 1 || incoming.size() + raw.length > LARGEST_VALUE) {
      forget();
      return false;
    }
    session.inBlocks();
    incomingBlock = block;
    incoming.put(raw);
    return true;
  }

  private void write(List<VariableAccess> variables, List<Data> values, DataWriter out) {
    if (variables.size() == 1
        && variables.get(0) instanceof VariableAccess.WriteDataBlock block
        && values.size() == 1
        && values.get(0) instanceof Data.OctetString raw) {
      takeWrite(block, raw.octets(), out);
      return;
    }
    forget();
    writeAll(variables, values, out);
  }

  private void writeAll(List<VariableAccess> variables, List<Data> values, DataWriter out) {
    out.put8(WRITE_RESPONSE).putLength(variables.size());
    for (int i = 0; i < variables.size(); i++) {
      int result =
          i < values.size()
              ? writeOne(variables.get(i), values.get(i))
              : DataAccessResult.TYPE_UNMATCHED.code();
      if (result == ObjectAccess.SUCCESS) {
        out.put8(DATA);
      } else {
        out.put8(ERROR).put8(result);
      }
    }
  }

  private int writeOne(VariableAccess variable, Data value) {
    if (!(variable instanceof VariableAccess.Name named)) {
      return DataAccessResult.SCOPE_OF_ACCESS_VIOLATED.code();
    }
    MeterObjects.Member member = session.meter().objects().member(named.name() & 0xFFFF);
    if (member == null) {
      return DataAccessResult.OBJECT_UNDEFINED.code();
    }
    return member.method()
        ? access.call(member.object(), member.number(), value)
        : access.write(member.object(), member.number(), value);
  }

  /** A write request that comes by blocks: they hold its lists of variables and of values. */
  private void takeWrite(VariableAccess.WriteDataBlock block, byte[] raw, DataWriter out) {
    if (!take(block.block(), raw)) {
      out.put8(WRITE_RESPONSE).putLength(1).put8(ERROR);
      out.put8(DataAccessResult.DATA_BLOCK_NUMBER_INVALID.code());
    } else if (block.last()) {
      byte[] whole = new byte[incoming.size() + 1];
      whole[0] = WRITE_REQUEST;
      System.arraycopy(incoming.array(), 0, whole, 1, incoming.size());
      forget();
      try {
        WriteRequest request = (WriteRequest) ApduCodec.decode(whole, 0, whole.length);
        writeAll(request.variables(), request.values(), out);
      } catch (ApduException e) {
        out.put8(WRITE_RESPONSE).putLength(1).put8(ERROR);
        out.put8(DataAccessResult.OTHER_REASON.code());
      }
    } else {
      out.put8(WRITE_RESPONSE).putLength(1).put8(WRITE_BLOCK_NUMBER).put16(block.block());
    }
  }
}
