/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataReader;

/** Reads values and lists of results out of an answer that has arrived as a whole. */
final class Answers {
  private Answers() {}

  /** The one value that the answer is. */
  static Data value(ResultStream in, DataReader reader) throws IOException {
    in.fetchAll();
    try {
      reader.reset(in.array(), in.from(), in.end());
      Data data = reader.nextValue();
      if (reader.hasNext()) {
        throw new ProtocolErrorException(
            reader.remaining() + " bytes follow behind the value in the meter's answer");
      }
      return data;
    } catch (DataException e) {
      throw new ProtocolErrorException("the meter's answer is no value: " + e.getMessage(), e);
    }
  }

  /** A choice of a value and of an error, from where the reader stands. */
  static GetResult result(DataReader reader) throws ProtocolErrorException {
    int choice = octet(reader);
    try {
      if (choice == 0) {
        return GetResult.of(reader.nextValue());
      }
    } catch (DataException e) {
      throw new ProtocolErrorException("the meter's answer is no value: " + e.getMessage(), e);
    }
    if (choice != 1) {
      throw new ProtocolErrorException("a result begins with 0 or 1, not with " + choice);
    }
    return GetResult.of(DataAccessResult.of(octet(reader)));
  }

  /** One octet, from where the reader stands. */
  static int octet(DataReader reader) throws ProtocolErrorException {
    if (!reader.hasNext()) {
      throw new ProtocolErrorException("the meter's answer ends too early");
    }
    int at = reader.position();
    int octet = reader.array()[at] & 0xFF;
    reader.reset(reader.array(), at + 1, at + reader.remaining());
    return octet;
  }

  /** How many results follow. */
  static void count(DataReader reader, int wanted) throws ProtocolErrorException {
    byte[] bytes = reader.array();
    int at = reader.position();
    int end = at + reader.remaining();
    int count = LengthReader.length(bytes, at, end);
    if (count != wanted) {
      throw new ProtocolErrorException(
          "the meter answers with " + count + " results to " + wanted + " requests");
    }
    reader.reset(bytes, LengthReader.behind(bytes, at, end), end);
  }

  static void end(DataReader reader) throws ProtocolErrorException {
    if (reader.hasNext()) {
      throw new ProtocolErrorException(
          reader.remaining() + " bytes follow behind the results in the meter's answer");
    }
  }
}
