/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

/**
 * How a method ended (Green Book, {@code Action-Result}). There is one object for each code, also
 * for those that no standard names: compare with {@code ==}.
 */
public final class ActionResult extends ResultCode {
  private static final ActionResult[] BY_CODE = new ActionResult[256];

  /** It went well. */
  public static final ActionResult SUCCESS = new ActionResult(0, "SUCCESS", "it went well");

  /** A fault of the meter's hardware. */
  public static final ActionResult HARDWARE_FAULT =
      new ActionResult(1, "HARDWARE_FAULT", "a fault of the meter's hardware");

  /** The meter cannot do it just now; later it may. */
  public static final ActionResult TEMPORARY_FAILURE =
      new ActionResult(2, "TEMPORARY_FAILURE", "the meter cannot do it just now; later it may");

  /** This association may not do that. */
  public static final ActionResult READ_WRITE_DENIED =
      new ActionResult(3, "READ_WRITE_DENIED", "this association may not do that");

  /** The meter has no such object, or shows it to other clients only. */
  public static final ActionResult OBJECT_UNDEFINED =
      new ActionResult(
          4, "OBJECT_UNDEFINED", "the meter has no such object, or shows it to other clients only");

  /** The object is of another class, or has no such method. */
  public static final ActionResult OBJECT_CLASS_INCONSISTENT =
      new ActionResult(
          9, "OBJECT_CLASS_INCONSISTENT", "the object is of another class, or has no such method");

  /** The object is there, but not available. */
  public static final ActionResult OBJECT_UNAVAILABLE =
      new ActionResult(11, "OBJECT_UNAVAILABLE", "the object is there, but not available");

  /** The parameters are of another type than the method's. */
  public static final ActionResult TYPE_UNMATCHED =
      new ActionResult(
          12, "TYPE_UNMATCHED", "the parameters are of another type than the method's");

  /** That is beyond what this association may do. */
  public static final ActionResult SCOPE_OF_ACCESS_VIOLATED =
      new ActionResult(
          13, "SCOPE_OF_ACCESS_VIOLATED", "that is beyond what this association may do");

  /** The meter has no such block. */
  public static final ActionResult DATA_BLOCK_UNAVAILABLE =
      new ActionResult(14, "DATA_BLOCK_UNAVAILABLE", "the meter has no such block");

  /** The transfer of parameters by blocks was aborted. */
  public static final ActionResult LONG_ACTION_ABORTED =
      new ActionResult(
          15, "LONG_ACTION_ABORTED", "the transfer of parameters by blocks was aborted");

  /** No transfer by blocks is under way. */
  public static final ActionResult NO_LONG_ACTION_IN_PROGRESS =
      new ActionResult(16, "NO_LONG_ACTION_IN_PROGRESS", "no transfer by blocks is under way");

  /** The meter gives no reason. */
  public static final ActionResult OTHER_REASON =
      new ActionResult(250, "OTHER_REASON", "the meter gives no reason");

  static {
    for (int code = 0; code < BY_CODE.length; code++) {
      if (BY_CODE[code] == null) {
        new ActionResult(code, "UNKNOWN_" + code, unknown(code));
      }
    }
  }

  private ActionResult(int code, String constant, String words) {
    super(code, constant, words);
    BY_CODE[code] = this;
  }

  /**
   * The one with a code.
   *
   * @param code 0 to 255
   */
  public static ActionResult of(int code) {
    return BY_CODE[code];
  }
}
