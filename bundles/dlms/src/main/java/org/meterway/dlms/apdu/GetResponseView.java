/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import org.meterway.dlms.data.DataReader;

/**
 * Looks at a GET response where it lies, without making objects: for who reads many. Can be used
 * again and again. Not thread-safe.
 *
 * <pre>{@code
 * if (view.read(apdu, offset, length) == GetResponseView.Kind.DATA) {
 *   DataReader value = view.data();
 *   value.next();
 *   ...
 * }
 * }</pre>
 */
public final class GetResponseView {
  /** What an APDU is. */
  public enum Kind {
    /** A get-response-normal with a value: see {@link #data()}. */
    DATA,
    /** A get-response-normal without one: see {@link #reason()}. */
    FAILURE,
    /** A get-response-with-datablock: see {@link #offset()}. */
    BLOCK,
    /** A get-response-with-datablock without one: see {@link #reason()}. */
    BLOCK_FAILURE,
    /** A get-response-with-list: its results are for {@link ApduCodec}. */
    LIST,
    /** No GET response: for {@link ApduCodec}. */
    OTHER
  }

  private static final byte[] NOTHING = {};

  private final DataReader data = new DataReader();
  private byte[] bytes = NOTHING;
  private int position;
  private int end;
  private int invokeId;
  private boolean last;
  private long block;
  private int length;
  private DataAccessResult reason;

  /** Over nothing yet. */
  public GetResponseView() {}

  /**
   * Looks at an APDU, which must not change while the view is used.
   *
   * @param from where it begins
   * @param octets all that it has
   * @throws ApduException it begins as a GET response, but is none
   */
  public Kind read(byte[] apdu, int from, int octets) throws ApduException {
    bytes = apdu;
    position = from;
    end = from + octets;
    reason = null;
    if (octets < 1 || (apdu[from] & 0xFF) != ApduTag.GET_RESPONSE) {
      return Kind.OTHER;
    }
    need(3);
    int kind = apdu[from + 1];
    invokeId = apdu[from + 2] & 0xFF;
    position += 3;
    return switch (kind) {
      case 1 -> result();
      case 2 -> blockKind();
      case 3 -> list();
      default -> throw new ApduException(from + 1, "a get-response is of kind 1 to 3, not " + kind);
    };
  }

  private Kind result() throws ApduException {
    int choice = octet();
    if (choice == 0) {
      data.reset(bytes, position, end);
      return Kind.DATA;
    }
    fail(choice);
    return Kind.FAILURE;
  }

  private void fail(int choice) throws ApduException {
    if (choice != 1) {
      throw new ApduException(position - 1, "a result is of kind 0 or 1, not " + choice);
    }
    reason = DataAccessResult.of(octet());
  }

  private Kind blockKind() throws ApduException {
    need(6);
    last = bytes[position] != 0;
    block = 0;
    for (int i = 1; i <= 4; i++) {
      block = block << 8 | bytes[position + i] & 0xFF;
    }
    int choice = bytes[position + 5];
    position += 6;
    if (choice != 0) {
      fail(choice);
      return Kind.BLOCK_FAILURE;
    }
    length = readLength();
    if (length != end - position) {
      throw new ApduException(
          position, length + " octets announced, but " + (end - position) + " follow");
    }
    return Kind.BLOCK;
  }

  private Kind list() throws ApduException {
    int count = readLength();
    if (count > (end - position) / 2) {
      throw new ApduException(
          position, count + " results announced, but only " + (end - position) + " octets follow");
    }
    return Kind.LIST;
  }

  private int readLength() throws ApduException {
    int first = octet();
    if (first < 0x80) {
      return first;
    }
    int octets = first & 0x7F;
    if (octets == 0 || octets > 8) {
      throw new ApduException(position - 1, "a length does not begin with 0x%02X".formatted(first));
    }
    long value = 0;
    for (int i = 0; i < octets; i++) {
      value = value << 8 | octet();
      if (value > Integer.MAX_VALUE) {
        throw new ApduException(position, "a length of more than " + Integer.MAX_VALUE);
      }
    }
    return (int) value;
  }

  private int octet() throws ApduException {
    need(1);
    return bytes[position++] & 0xFF;
  }

  private void need(int octets) throws ApduException {
    if (octets > end - position) {
      throw new ApduException(position, "the APDU ends where " + octets + " octets should follow");
    }
  }

  /** The octet of invoke-id and priority. */
  public int invokeId() {
    return invokeId;
  }

  /** The value, before its tag. */
  public DataReader data() {
    return data;
  }

  /** Why there is no value. */
  public DataAccessResult reason() {
    return reason;
  }

  /** Of a block: whether no more follow. */
  public boolean isLast() {
    return last;
  }

  /** Of a block: its number. */
  public long block() {
    return block;
  }

  /** Of a block: where its octets begin. */
  public int offset() {
    return position;
  }

  /** Of a block: how many octets it has. */
  public int length() {
    return length;
  }
}
