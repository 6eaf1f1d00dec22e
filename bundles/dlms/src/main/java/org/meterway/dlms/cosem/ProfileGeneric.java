/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.data.ScalerUnit;

/** Profile generic (class 7): rows of captured values, as of a load profile or an event log. */
public final class ProfileGeneric extends CosemObject {
  /** Class 7. */
  public static final int CLASS_ID = 7;

  /** A view of an object. */
  public ProfileGeneric(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** What is captured. */
  public List<CaptureObject> captureObjects() throws IOException {
    return list(3, ProfileGeneric::captureObject);
  }

  /** Of a class and an attribute that can be. */
  private static CaptureObject captureObject(Data data) {
    CaptureObject object = CaptureObject.of(data);
    AttributeReference attribute = object.reference();
    return new CaptureObject(
        attribute.classId(), attribute.instance(), attribute.attribute(), object.index());
  }

  /** How often it is captured; zero if not by time. */
  public Duration capturePeriod() throws IOException {
    return Duration.ofSeconds(number(4));
  }

  /** How rows are sorted: 1 first in first out, 2 last in first out, 3 and more by an object. */
  public int sortMethod() throws IOException {
    return read(5, CosemObject::integer);
  }

  /** What rows are sorted by. */
  public CaptureObject sortObject() throws IOException {
    return read(6, CaptureObject::of);
  }

  /** How many rows there are. */
  public long entriesInUse() throws IOException {
    return number(7);
  }

  /** How many rows there can be. */
  public long profileEntries() throws IOException {
    return number(8);
  }

  /** Empties it. */
  public void reset() throws IOException {
    call(1, Data.int8(0));
  }

  /** Captures a row now. */
  public void capture() throws IOException {
    call(2, Data.int8(0));
  }

  /**
   * The columns with names, scalers and units: reads the capture objects and what they refer to.
   */
  public List<ProfileColumn> columns() throws IOException {
    List<CaptureObject> objects = captureObjects();
    List<Item> scalers = new ArrayList<>();
    for (CaptureObject object : objects) {
      CosemClass.scalerOf(object.reference()).ifPresent(scaler -> scalers.add(new Item(scaler)));
    }
    List<GetResult> found = scalers.isEmpty() ? List.of() : client().get(scalers);
    List<ProfileColumn> columns = new ArrayList<>(objects.size());
    int next = 0;
    for (CaptureObject object : objects) {
      boolean scaled = CosemClass.scalerOf(object.reference()).isPresent();
      ScalerUnit scaler = scaled ? scaler(found.get(next++)) : ScalerUnit.NONE;
      columns.add(new ProfileColumn(object, name(object), scaler));
    }
    return columns;
  }

  private static ScalerUnit scaler(GetResult result) {
    try {
      return result.isValue() ? ScalerUnit.of(result.data()) : ScalerUnit.NONE;
    } catch (DataTypeException | IllegalArgumentException e) {
      return ScalerUnit.NONE;
    }
  }

  private static String name(CaptureObject object) {
    String index = object.index() == 0 ? "" : "[" + object.index() + "]";
    return object.instance() + " " + CosemClass.nameOf(object.reference()) + index;
  }

  /** All rows, as they arrive. */
  public ProfileRows rows() throws IOException {
    return rows(null);
  }

  /**
   * The rows of a selection, as they arrive.
   *
   * @param selection null for all
   * @return is to be closed before anything else is asked for
   */
  public ProfileRows rows(Selection selection) throws IOException {
    return new ProfileRows(client().rows(attribute(2), selection));
  }

  /**
   * The rows whose time lies between two, with all columns.
   *
   * @param clock the column of the time, as the capture objects have it
   * @param from included
   * @param to included
   */
  public ProfileRows rows(CaptureObject clock, CosemDateTime from, CosemDateTime to)
      throws IOException {
    return rows(range(clock, Data.octets(from), Data.octets(to)));
  }

  /** The last rows: reads how many there are, then these. */
  public ProfileRows lastRows(long count) throws IOException {
    long used = entriesInUse();
    long from = Math.max(1, used - count + 1);
    return rows(new Selection.Entries(from, 0, 1, 0));
  }

  static Selection range(CaptureObject clock, Data from, Data to) {
    return new Selection.Range(clock, from, to, List.of());
  }
}
