/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.data;

/**
 * Data as JSON, and back.
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><th>type<th>plain<th>typed, where it differs
 * <tr><td>null-data<td>{@code null}<td>
 * <tr><td>boolean<td>{@code true}; an octet that is neither 0 nor 1: {@code {"boolean":255}}<td>
 * <tr><td>integer types<td>{@code 27}<td>{@code {"long-unsigned":27}}
 * <tr><td>delta types<td>{@code {"delta-integer":-1}}<td>
 * <tr><td>enum<td>{@code {"enum":27}}<td>
 * <tr><td>bcd<td>{@code {"bcd":"42"}}<td>
 * <tr><td>float32, float64<td>{@code 1.5}; else {@code {"float32":"NaN"}}, {@code "Infinity"},
 *     {@code "-Infinity"}<td>{@code {"float32":1.5}}
 * <tr><td>octet-string<td>{@code "x0100010800FF"}<td>
 * <tr><td>visible-string<td>{@code "text"}, each octet a character of ISO 8859-1; one that looks
 *     like an octet-string: {@code {"visible-string":"x00"}}<td>
 * <tr><td>utf8-string<td>{@code {"utf8-string":"text"}}; what is no UTF-8: {@code
 *     {"utf8-string":{"octets":"xC0"}}}<td>
 * <tr><td>bit-string<td>{@code {"bit-string":"0110"}}; with other octets than the bits make: {@code
 *     {"bit-string":{"length":4,"octets":"x6F"}}}<td>
 * <tr><td>date-time, date, time<td>{@code {"date-time":"x07E6..."}}, {@code {"date":"x..."}}, {@code
 *     {"time":"x..."}}<td>
 * <tr><td>array, structure<td>{@code {"array":[...]}}, {@code {"structure":[...]}}<td>
 * <tr><td>compact-array<td>{@code {"compact-array":[...]}}<td>{@code
 *     {"compact-array":{"type":{"structure":["unsigned",{"array":{"count":2,"type":"long"}}]},
 *     "contents":"x..."}}}
 * <tr><td>dont-care<td>{@code {"dont-care":null}}<td>
 * </table>
 *
 * <p>The plain form is for eyes and for programs that know their objects; it does not say which of
 * the integer types a number has. The typed form says all: {@link #read} makes the same data of it.
 * Both forms can be read and mixed. A bare whole number is read as a double-long if it fits, else
 * as a long64, else as a long64-unsigned; any other bare number as a float64. The elements of a
 * compact array in the plain form must come out of one type so.
 */
public final class DataJson {
  private DataJson() {}

  /** In the plain form, in one line. */
  public static String write(Data data) {
    StringBuilder out = new StringBuilder();
    write(data, out);
    return out.toString();
  }

  /** In the plain form, behind what is there. */
  public static void write(Data data, StringBuilder out) {
    new DataJsonWriter(out, false).write(data);
  }

  /** In the typed form, in one line. */
  public static String writeTyped(Data data) {
    StringBuilder out = new StringBuilder();
    writeTyped(data, out);
    return out.toString();
  }

  /** In the typed form, behind what is there. */
  public static void writeTyped(Data data, StringBuilder out) {
    new DataJsonWriter(out, true).write(data);
  }

  /**
   * From JSON of either form.
   *
   * @throws DataException the text is no JSON, or says no data; with the place of the character
   */
  public static Data read(String json) throws DataException {
    return DataJsonReader.data(JsonNode.parse(json));
  }
}
