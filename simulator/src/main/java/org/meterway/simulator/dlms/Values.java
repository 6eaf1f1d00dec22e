/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.Obis;

/** Takes what clients send apart; anything of another type is refused as such. */
final class Values {
  private Values() {}

  static ServiceException unmatched() {
    return new ServiceException(DataAccessResult.TYPE_UNMATCHED);
  }

  static long number(Data value) throws ServiceException {
    if (value instanceof Data.Number number) {
      return number.value();
    }
    throw unmatched();
  }

  static boolean bool(Data value) throws ServiceException {
    if (value instanceof Data.Bool) {
      return value.asBoolean();
    }
    throw unmatched();
  }

  static byte[] bytes(Data value) throws ServiceException {
    if (value instanceof Data.OctetString) {
      return value.asBytes();
    }
    throw unmatched();
  }

  static Obis obis(Data value) throws ServiceException {
    byte[] bytes = bytes(value);
    if (bytes.length != 6) {
      throw unmatched();
    }
    return Obis.read(bytes, 0);
  }

  /** The elements of an array. */
  static List<Data> array(Data value) throws ServiceException {
    if (value instanceof Data.Array array) {
      return array.elements();
    }
    throw unmatched();
  }

  /** An element of a structure of so many elements. */
  static Data element(Data value, int index, int of) throws ServiceException {
    if (value instanceof Data.Structure structure && structure.elements().size() == of) {
      return structure.elements().get(index);
    }
    throw unmatched();
  }

  /** A date-time, of its own type or in an octet-string. */
  static CosemDateTime dateTime(Data value) throws ServiceException {
    if (value instanceof Data.DateTime time) {
      return time.value();
    }
    byte[] bytes = bytes(value);
    if (bytes.length != 12) {
      throw unmatched();
    }
    return CosemDateTime.read(bytes, 0);
  }

  /** The instant of a date-time; one without a deviation is in the zone. */
  static Instant instant(Data value, ZoneId zone) throws ServiceException {
    return dateTime(value).toInstant(zone).orElseThrow(Values::unmatched);
  }

  /** Decodes what this meter has encoded itself. */
  static Data decoded(byte[] bytes) {
    try {
      return Data.decode(bytes);
    } catch (DataException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
