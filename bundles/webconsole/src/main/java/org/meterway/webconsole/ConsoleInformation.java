/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.ObjectClassDefinition;

/** A bundle's metatype in which Meterway's factories are shown with names and choices. */
final class ConsoleInformation implements MetaTypeInformation {
  private static final String OWN_PIDS = "org.meterway.";

  private final MetaTypeInformation original;
  private final Choices choices;

  ConsoleInformation(MetaTypeInformation original, Choices choices) {
    this.original = original;
    this.choices = choices;
  }

  @Override
  public ObjectClassDefinition getObjectClassDefinition(String id, String locale) {
    ObjectClassDefinition definition = original.getObjectClassDefinition(id, locale);
    return id.startsWith(OWN_PIDS) && Arrays.asList(getFactoryPids()).contains(id)
        ? new FactoryDefinition(id, definition, choices)
        : definition;
  }

  @Override
  public String[] getLocales() {
    return original.getLocales();
  }

  @Override
  public String[] getPids() {
    return original.getPids();
  }

  @Override
  public String[] getFactoryPids() {
    return original.getFactoryPids();
  }

  @Override
  public Bundle getBundle() {
    return original.getBundle();
  }
}
