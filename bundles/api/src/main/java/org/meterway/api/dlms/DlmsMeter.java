/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.dlms;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One meter that is read over DLMS/COSEM. A service, found by its property {@code
 * kura.service.pid}.
 *
 * <p>All methods but {@link #name} ask the meter, and wait for it, bounded as it is configured: for
 * the meter to be free, for each answer, and for the request as a whole. They connect when there is
 * no connection, and may be called from any thread; requests to one meter are made one after the
 * other. A thread that is interrupted waits no longer.
 *
 * <p>Values are Java's:
 *
 * <table>
 * <caption>Types</caption>
 * <tr><th>of the meter<th>here
 * <tr><td>null-data, dont-care<td>{@code null}
 * <tr><td>boolean<td>{@link Boolean}
 * <tr><td>whole numbers of any length, enum, bcd<td>{@link Long}; {@link java.math.BigInteger} from
 *     2<sup>63</sup> on
 * <tr><td>a number whose scaler and unit the meter tells<td>{@link java.math.BigDecimal}, scaled
 * <tr><td>float32, float64<td>{@link Double}
 * <tr><td>visible-string, utf8-string<td>{@link String}
 * <tr><td>octet-string<td>{@code byte[]}
 * <tr><td>date-time, and an octet-string in an attribute that is a date and time<td>{@link
 *     Instant}; a {@link String} such as {@code 2026-11-26T10:00:00} where the meter does not tell
 *     the one moment that it means
 * <tr><td>date, time<td>{@link String}
 * <tr><td>bit-string<td>{@link String} of {@code 0} and {@code 1}, the first bit first
 * <tr><td>array, structure, compact-array<td>unmodifiable {@link List} of these
 * </table>
 */
@ProviderType
public interface DlmsMeter {
  /** The instance name, as in {@code kura.service.pid}. */
  String name();

  /**
   * Reads attributes, in as few requests as the meter takes. Values of registers are scaled.
   *
   * @param objects attributes such as {@code 3:1.0.1.8.0.255:2}
   * @return a reading for each of them, in their order: a value, or the reason for none
   * @throws DlmsException if the meter cannot be asked; what it does not give is no exception, but
   *     {@link DlmsReading#error}
   */
  List<DlmsReading> read(List<String> objects) throws DlmsException;

  /**
   * Reads the rows of a profile (class 7) whose time lies in a range, and hands them out one by one
   * as they arrive: no more than one is held.
   *
   * @param object such as {@code 7:1.0.99.1.0.255:2}
   * @param from included
   * @param to included
   * @param row is called on a thread of the meter's, with a reading for each column; must not call
   *     this meter, and the meter waits meanwhile. What it throws ends the reading
   * @return how many rows there were
   * @throws DlmsException if the meter does not give them; the rows before are handed out
   */
  long readProfile(String object, Instant from, Instant to, Consumer<List<DlmsReading>> row)
      throws DlmsException;

  /**
   * Writes an attribute.
   *
   * @param object such as {@code 1:0.0.96.1.0.255:2}
   * @param value a {@link DlmsValue}, which says its type; or a value as {@link #read} gives it,
   *     without scaler: then the attribute is read first, and the value written in its type
   * @throws DlmsException {@link DlmsException.Reason#REFUSED} if the meter does not take it,
   *     {@link DlmsException.Reason#UNCERTAIN} if it may have been written
   */
  void write(String object, Object value) throws DlmsException;

  /**
   * Calls a method.
   *
   * @param method such as {@code 70:0.0.96.3.10.255:1}
   * @param parameter a {@link DlmsValue}; or {@code null} for integer 0, which methods take that
   *     need no parameter
   * @return what it returns; {@code null} for nothing
   * @throws DlmsException {@link DlmsException.Reason#REFUSED} if the meter does not do it, {@link
   *     DlmsException.Reason#UNCERTAIN} if it may have been done
   */
  Object call(String method, DlmsValue parameter) throws DlmsException;

  /** Lists the objects that the meter has for this client. */
  List<DlmsObject> objects() throws DlmsException;
}
