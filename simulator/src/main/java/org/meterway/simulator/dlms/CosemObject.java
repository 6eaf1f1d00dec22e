/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.data.Obis;

/**
 * An interface object of the meter. {@link DeclaredObject} makes the simple ones; implement this
 * for one with a mind of its own. Several connections may call an object at the same time.
 */
public interface CosemObject {
  /** The class, as in 3 for a register. */
  int classId();

  /** The version of the class. */
  int version();

  /** The logical name. */
  Obis instance();

  /** How many attributes there are, the logical name included. */
  int attributes();

  /** How many methods there are. */
  int methods();

  /** What the object permits with an attribute of {@code 1} to {@link #attributes}. */
  default Access access(int attribute) {
    return Access.READ;
  }

  /** Whether a method of {@code 1} to {@link #methods} may be called. */
  default boolean callable(int method) {
    return true;
  }

  /** How far from its base name the first method is, for short name referencing. */
  default int methodOffset() {
    return ShortNames.methodOffset(classId(), attributes());
  }

  /**
   * The value of an attribute, the logical name excepted, which is answered without asking.
   *
   * @param selection what is asked for of the value, or {@code null} for all of it
   * @throws ServiceException with what the client is told instead
   */
  Data get(int attribute, Selection selection, Caller caller) throws ServiceException;

  /**
   * Writes the value of an attribute as the answer holds it. Overridden where that is cheaper than
   * building it first.
   */
  default void read(int attribute, Selection selection, Caller caller, DataWriter out)
      throws ServiceException {
    get(attribute, selection, caller).write(out);
  }

  /** Sets an attribute. */
  default void set(int attribute, Data value, Caller caller) throws ServiceException {
    throw new ServiceException(DataAccessResult.READ_WRITE_DENIED);
  }

  /**
   * Calls a method.
   *
   * @param parameters {@code null} when the request has none
   * @return the return parameters, or {@code null} for none
   */
  default Data call(int method, Data parameters, Caller caller) throws ServiceException {
    throw new ServiceException(DataAccessResult.OBJECT_UNAVAILABLE);
  }
}
