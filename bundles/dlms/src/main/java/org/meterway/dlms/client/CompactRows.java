/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataTag;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.data.TypeDescription;

/**
 * Writes the elements of a compact array one by one as if each stood alone, so that the same cursor
 * reads them.
 */
final class CompactRows {
  private final TypeDescription description;
  private final byte[] contents;
  private int at;

  CompactRows(Data.CompactArray array) {
    description = array.description();
    contents = array.contents();
  }

  boolean hasNext() {
    return at < contents.length;
  }

  void next(DataWriter out) throws DataException {
    int before = at;
    write(description, out);
    if (at == before) {
      throw new DataException(at, "the elements of a compact array are described as nothing");
    }
  }

  private void write(TypeDescription type, DataWriter out) throws DataException {
    DataTag tag = type.tag();
    out.put8(tag.code());
    if (tag == DataTag.ARRAY) {
      if (type.count() > contents.length) {
        throw new DataException(at, type.count() + " elements, but fewer octets");
      }
      out.putLength(type.count());
      for (int i = 0; i < type.count(); i++) {
        write(type.elements().get(0), out);
      }
    } else if (tag == DataTag.STRUCTURE) {
      out.putLength(type.elements().size());
      for (int i = 0; i < type.elements().size(); i++) {
        write(type.elements().get(i), out);
      }
    } else if (tag.size() >= 0) {
      copy(tag.size(), out);
    } else {
      ElementScanner length = new ElementScanner();
      if (!length.length(contents, at, contents.length)) {
        throw new DataException(at, "a compact array ends within a length");
      }
      long octets = tag == DataTag.BIT_STRING ? (length.value() + 7L) / 8 : (long) length.value();
      copy(length.behindLength() - at, out);
      copy(octets, out);
    }
  }

  private void copy(long octets, DataWriter out) throws DataException {
    if (octets > contents.length - at) {
      throw new DataException(
          at,
          octets + " octets should follow in a compact array, " + (contents.length - at) + " do");
    }
    out.put(contents, at, (int) octets);
    at += (int) octets;
  }
}
