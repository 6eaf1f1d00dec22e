/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.dlms;

import java.util.List;

/**
 * An object that a meter has, and what the client may do with it.
 *
 * @param classId the interface class, 0 to 65535
 * @param className such as {@code register}; {@code class 8192} for one that has no name
 * @param version the version of the class
 * @param name the logical name, such as {@code 1.0.1.8.0.255}
 * @param readable the attributes that can be read
 * @param writable the attributes that can be written
 * @param callable the methods that can be called; with short name referencing the meter tells none
 *     of these, and all three are empty
 */
public record DlmsObject(
    int classId,
    String className,
    int version,
    String name,
    List<Integer> readable,
    List<Integer> writable,
    List<Integer> callable) {
  /** Copies the lists. */
  public DlmsObject {
    readable = List.copyOf(readable);
    writable = List.copyOf(writable);
    callable = List.copyOf(callable);
  }

  /** One of its attributes or methods, as {@link DlmsMeter#read} and the others take it. */
  public String reference(int number) {
    return classId + ":" + name + ":" + number;
  }
}
