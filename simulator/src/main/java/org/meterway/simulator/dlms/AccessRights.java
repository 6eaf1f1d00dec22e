/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.Set;

/** What an association may do with an object, beyond what the object itself permits. */
public interface AccessRights {
  /** What may be done with an attribute. */
  Access attribute(CosemObject object, int attribute);

  /** Whether a method may be called. */
  boolean method(CosemObject object, int method);

  /** All that the objects permit. */
  AccessRights FULL = new Simple(Access.READ_WRITE, true, Set.of());

  /** Every object may be read, none written, no method called. */
  AccessRights READ_ONLY = new Simple(Access.READ, false, Set.of());

  /**
   * What a public client sees of a meter that keeps its values to itself: clock, logical device
   * name, identification, associations and invocation counters, for reading.
   */
  AccessRights PUBLIC =
      new Simple(
          Access.READ,
          false,
          Set.of(
              "0.0.1.0.0.255",
              "0.0.42.0.0.255",
              "0.0.96.1.0.255",
              "0.0.40.0.0.255",
              "0.0.41.0.0.255",
              "0.0.43.1.0.255"));

  /** The same for all objects, or for those of some logical names. */
  record Simple(Access most, boolean methods, Set<String> names) implements AccessRights {
    /** Copies the names; an empty set is every object. */
    public Simple {
      names = Set.copyOf(names);
    }

    private boolean includes(CosemObject object) {
      return names.isEmpty() || names.contains(object.instance().toString());
    }

    @Override
    public Access attribute(CosemObject object, int attribute) {
      return includes(object) ? most : Access.NONE;
    }

    @Override
    public boolean method(CosemObject object, int method) {
      return methods && includes(object);
    }
  }
}
