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

/**
 * Reads, writes and calls objects as far as an association may. Results are codes, so that the
 * ordinary answer makes no garbage.
 */
final class ObjectAccess {
  static final int SUCCESS = 0;
  private static final int DENIED = DataAccessResult.READ_WRITE_DENIED.code();
  private static final int UNDEFINED = DataAccessResult.OBJECT_UNDEFINED.code();
  private static final int INCONSISTENT = DataAccessResult.OBJECT_CLASS_INCONSISTENT.code();
  private static final int OTHER = DataAccessResult.OTHER_REASON.code();
  private static final int OCTET_STRING = 9;
  private static final int STRUCTURE = 2;
  private static final int NULL = 0;

  private final MeterObjects objects;
  private final AccessRights rights;
  private final Caller caller;

  ObjectAccess(MeterObjects objects, AccessRights rights, Caller caller) {
    this.objects = objects;
    this.rights = rights;
    this.caller = caller;
  }

  /** The return parameters of a method; {@code null} for none. Valid after success. */
  private Data returned;

  Data returned() {
    return returned;
  }

  AccessRights rights() {
    return rights;
  }

  /** Appends a value; nothing unless the result is success. */
  int read(int classId, long name, int attribute, Selection selection, DataWriter out) {
    CosemObject object = objects.find(classId, name);
    if (object == null) {
      return UNDEFINED;
    }
    if (object.classId() != classId) {
      return INCONSISTENT;
    }
    return attribute == 0 ? readAll(object, out) : read(object, attribute, selection, out);
  }

  int read(CosemObject object, int attribute, Selection selection, DataWriter out) {
    if (attribute < 1 || attribute > object.attributes()) {
      return INCONSISTENT;
    }
    if (!access(object, attribute).readable()) {
      return DENIED;
    }
    if (attribute == 1) {
      object.instance().write(out.put8(OCTET_STRING).put8(6));
      return SUCCESS;
    }
    int before = out.size();
    int result;
    try {
      object.read(attribute, selection, caller, out);
      return SUCCESS;
    } catch (ServiceException e) {
      result = e.result().code();
    } catch (RuntimeException e) {
      // An object of somebody's own went wrong: the client is told so, the meter goes on.
      result = OTHER;
    }
    out.truncate(before);
    return result;
  }

  /** All attributes as a structure, null-data for those that cannot be read. */
  private int readAll(CosemObject object, DataWriter out) {
    out.put8(STRUCTURE).putLength(object.attributes());
    for (int attribute = 1; attribute <= object.attributes(); attribute++) {
      if (read(object, attribute, null, out) != SUCCESS) {
        out.put8(NULL);
      }
    }
    return SUCCESS;
  }

  Access access(CosemObject object, int attribute) {
    Access own = attribute == 1 ? Access.READ : object.access(attribute);
    return own.and(rights.attribute(object, attribute));
  }

  int write(int classId, long name, int attribute, Data value) {
    CosemObject object = objects.find(classId, name);
    if (object == null) {
      return UNDEFINED;
    }
    return object.classId() != classId ? INCONSISTENT : write(object, attribute, value);
  }

  int write(CosemObject object, int attribute, Data value) {
    if (attribute < 1 || attribute > object.attributes()) {
      return INCONSISTENT;
    }
    if (!access(object, attribute).writable()) {
      return DENIED;
    }
    try {
      object.set(attribute, value, caller);
      return SUCCESS;
    } catch (ServiceException e) {
      return e.result().code();
    } catch (RuntimeException e) {
      return OTHER;
    }
  }

  int call(int classId, long name, int method, Data parameters) {
    CosemObject object = objects.find(classId, name);
    if (object == null) {
      return UNDEFINED;
    }
    return object.classId() != classId ? INCONSISTENT : call(object, method, parameters);
  }

  int call(CosemObject object, int method, Data parameters) {
    returned = null;
    if (method < 1 || method > object.methods()) {
      return INCONSISTENT;
    }
    if (!mayCall(object, method)) {
      return DENIED;
    }
    try {
      returned = object.call(method, parameters, caller);
      return SUCCESS;
    } catch (ServiceException e) {
      return e.result().code();
    } catch (RuntimeException e) {
      return OTHER;
    }
  }

  boolean mayCall(CosemObject object, int method) {
    return object.callable(method)
        && (rights.method(object, method) || AssociationObject.isReplyToHls(object, method));
  }
}
