/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.Arrays;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.Obis;

/** A cursor over an APDU. */
final class ApduReader {
  private final byte[] bytes;
  private final int end;
  private int position;
  private DataReader reader;

  ApduReader(byte[] bytes, int offset, int end) {
    this.bytes = bytes;
    this.position = offset;
    this.end = end;
  }

  int position() {
    return position;
  }

  int remaining() {
    return end - position;
  }

  /** An octet that is not taken yet; -1 where there is none. */
  int peek(int ahead) {
    return ahead < remaining() ? bytes[position + ahead] & 0xFF : -1;
  }

  int u8() throws ApduException {
    need(1);
    return bytes[position++] & 0xFF;
  }

  int u16() throws ApduException {
    need(2);
    int value = (bytes[position] & 0xFF) << 8 | bytes[position + 1] & 0xFF;
    position += 2;
    return value;
  }

  long u32() throws ApduException {
    need(4);
    return (long) u16() << 16 | u16();
  }

  boolean bool() throws ApduException {
    return u8() != 0;
  }

  /** Whether an optional part follows. */
  boolean isThere(String what) throws ApduException {
    int at = position;
    int flag = u8();
    if (flag > 1) {
      throw new ApduException(
          at, "whether there is a part (" + what + ") is told by 0 or 1, not " + flag);
    }
    return flag == 1;
  }

  int choice(int least, int most, String what) throws ApduException {
    int at = position;
    int choice = u8();
    if (choice < least || choice > most) {
      throw new ApduException(
          at, "a " + what + " is of kind " + least + " to " + most + ", not " + choice);
    }
    return choice;
  }

  int length() throws ApduException {
    int at = position;
    int first = u8();
    if (first < 0x80) {
      return first;
    }
    int octets = first & 0x7F;
    if (octets == 0 || octets > 8) {
      throw new ApduException(at, "a length does not begin with 0x%02X".formatted(first));
    }
    long length = 0;
    for (int i = 0; i < octets; i++) {
      length = length << 8 | u8();
      if (length > Integer.MAX_VALUE) {
        throw new ApduException(at, "a length of more than " + Integer.MAX_VALUE);
      }
    }
    return (int) length;
  }

  /** The octets of a length, in the form of BER: at most five. */
  byte[] lengthOctets() throws ApduException {
    int at = position;
    length();
    if (position - at > 5) {
      throw new ApduException(at, "a length of more than five octets");
    }
    return Arrays.copyOfRange(bytes, at, position);
  }

  /** How many of something follow, each of which takes so many octets or more. */
  int count(int least, String what) throws ApduException {
    int at = position;
    int count = length();
    if (count > remaining() / least) {
      throw new ApduException(
          at, count + " " + what + " announced, but only " + remaining() + " octets follow");
    }
    return count;
  }

  byte[] octets() throws ApduException {
    int at = position;
    int length = length();
    if (length > remaining()) {
      throw new ApduException(
          at, length + " octets announced, but only " + remaining() + " follow");
    }
    return take(length);
  }

  byte[] take(int length) throws ApduException {
    need(length);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return rest;
  }

  AttributeReference attribute() throws ApduException {
    need(AttributeReference.OCTETS);
    return new AttributeReference(u16(), name(), (byte) u8());
  }

  MethodReference method() throws ApduException {
    need(MethodReference.OCTETS);
    return new MethodReference(u16(), name(), (byte) u8());
  }

  private Obis name() {
    position += 6;
    return Obis.read(bytes, position - 6);
  }

  /** A selection, or null for none. */
  Selection selection() throws ApduException {
    return isThere("access selection") ? presentSelection() : null;
  }

  Selection presentSelection() throws ApduException {
    return Selection.of(u8(), data());
  }

  Block block() throws ApduException {
    return new Block(bool(), u32(), octets());
  }

  Data data() throws ApduException {
    if (reader == null) {
      reader = new DataReader();
    }
    reader.reset(bytes, position, end);
    try {
      Data data = reader.nextValue();
      position = reader.position();
      return data;
    } catch (DataException e) {
      throw new ApduException(e);
    }
  }

  void end() throws ApduException {
    if (position < end) {
      throw new ApduException(position, remaining() + " octets more than the APDU has");
    }
  }

  private void need(int octets) throws ApduException {
    if (octets > end - position) {
      throw new ApduException(
          position,
          "the APDU ends where "
              + octets
              + (octets == 1 ? " octet" : " octets")
              + " should follow, not "
              + (end - position));
    }
  }
}
