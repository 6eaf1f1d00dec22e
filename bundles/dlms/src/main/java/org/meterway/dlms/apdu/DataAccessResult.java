/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

/**
 * How access to an attribute ended (Green Book, {@code Data-Access-Result}). There is one object
 * for each code, also for those that no standard names: compare with {@code ==}.
 */
public final class DataAccessResult extends ResultCode {
  private static final DataAccessResult[] BY_CODE = new DataAccessResult[256];

  /** It went well. */
  public static final DataAccessResult SUCCESS = new DataAccessResult(0, "SUCCESS", "it went well");

  /** A fault of the meter's hardware. */
  public static final DataAccessResult HARDWARE_FAULT =
      new DataAccessResult(1, "HARDWARE_FAULT", "a fault of the meter's hardware");

  /** The meter cannot do it just now; later it may. */
  public static final DataAccessResult TEMPORARY_FAILURE =
      new DataAccessResult(2, "TEMPORARY_FAILURE", "the meter cannot do it just now; later it may");

  /** This association may not do that. */
  public static final DataAccessResult READ_WRITE_DENIED =
      new DataAccessResult(3, "READ_WRITE_DENIED", "this association may not do that");

  /** The meter has no such object, or shows it to other clients only. */
  public static final DataAccessResult OBJECT_UNDEFINED =
      new DataAccessResult(
          4, "OBJECT_UNDEFINED", "the meter has no such object, or shows it to other clients only");

  /** The object is of another class, or has no such attribute. */
  public static final DataAccessResult OBJECT_CLASS_INCONSISTENT =
      new DataAccessResult(
          9,
          "OBJECT_CLASS_INCONSISTENT",
          "the object is of another class, or has no such attribute");

  /** The object is there, but not available. */
  public static final DataAccessResult OBJECT_UNAVAILABLE =
      new DataAccessResult(11, "OBJECT_UNAVAILABLE", "the object is there, but not available");

  /** The value is of another type than the attribute. */
  public static final DataAccessResult TYPE_UNMATCHED =
      new DataAccessResult(12, "TYPE_UNMATCHED", "the value is of another type than the attribute");

  /** That is beyond what this association may do. */
  public static final DataAccessResult SCOPE_OF_ACCESS_VIOLATED =
      new DataAccessResult(
          13, "SCOPE_OF_ACCESS_VIOLATED", "that is beyond what this association may do");

  /** The meter has no such block. */
  public static final DataAccessResult DATA_BLOCK_UNAVAILABLE =
      new DataAccessResult(14, "DATA_BLOCK_UNAVAILABLE", "the meter has no such block");

  /** The reading by blocks was aborted. */
  public static final DataAccessResult LONG_GET_ABORTED =
      new DataAccessResult(15, "LONG_GET_ABORTED", "the reading by blocks was aborted");

  /** No reading by blocks is under way. */
  public static final DataAccessResult NO_LONG_GET_IN_PROGRESS =
      new DataAccessResult(16, "NO_LONG_GET_IN_PROGRESS", "no reading by blocks is under way");

  /** The writing by blocks was aborted. */
  public static final DataAccessResult LONG_SET_ABORTED =
      new DataAccessResult(17, "LONG_SET_ABORTED", "the writing by blocks was aborted");

  /** No writing by blocks is under way. */
  public static final DataAccessResult NO_LONG_SET_IN_PROGRESS =
      new DataAccessResult(18, "NO_LONG_SET_IN_PROGRESS", "no writing by blocks is under way");

  /** The block's number is not the next one. */
  public static final DataAccessResult DATA_BLOCK_NUMBER_INVALID =
      new DataAccessResult(
          19, "DATA_BLOCK_NUMBER_INVALID", "the block's number is not the next one");

  /** The meter gives no reason. */
  public static final DataAccessResult OTHER_REASON =
      new DataAccessResult(250, "OTHER_REASON", "the meter gives no reason");

  static {
    for (int code = 0; code < BY_CODE.length; code++) {
      if (BY_CODE[code] == null) {
        new DataAccessResult(code, "UNKNOWN_" + code, unknown(code));
      }
    }
  }

  private DataAccessResult(int code, String constant, String words) {
    super(code, constant, words);
    BY_CODE[code] = this;
  }

  /**
   * The one with a code.
   *
   * @param code 0 to 255
   */
  public static DataAccessResult of(int code) {
    return BY_CODE[code];
  }
}
