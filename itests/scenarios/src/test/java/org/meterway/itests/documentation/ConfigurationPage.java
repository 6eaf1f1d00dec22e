/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import java.util.List;

/**
 * What a user can set of one component, as Kura and the Web Console show it.
 *
 * @param pid its PID; of a factory, what stands before {@code ~}
 * @param factory whether there may be many of it, each with a name
 * @param name the page's title
 * @param description what it is for
 * @param bundle symbolic name of its bundle
 * @param services what its component provides
 * @param hidden whether Kura does not offer it among new components
 * @param properties in the order of the page
 */
record ConfigurationPage(
    String pid,
    boolean factory,
    String name,
    String description,
    String bundle,
    List<String> services,
    boolean hidden,
    List<Property> properties) {

  /**
   * One field of the page.
   *
   * @param name the field's label
   * @param many how many values it may have; 0 where it is no list
   * @param initial the default; empty for none
   * @param min empty for none, as {@code max}
   * @param choices the values allowed, if only some are
   */
  record Property(
      String id,
      String name,
      String type,
      int many,
      String initial,
      String min,
      String max,
      List<Choice> choices,
      boolean required,
      String description) {}

  /** One of the values allowed. */
  record Choice(String value, String label) {}

  /** The last part of the PID. */
  String shortName() {
    return pid.substring(pid.lastIndexOf('.') + 1);
  }
}
