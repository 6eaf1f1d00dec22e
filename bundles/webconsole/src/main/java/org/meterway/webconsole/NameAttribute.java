/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import org.osgi.service.metatype.AttributeDefinition;

/** The name of an instance. */
final class NameAttribute implements AttributeDefinition {
  @Override
  public String getName() {
    return "Name";
  }

  @Override
  public String getID() {
    return Choices.INSTANCE_NAME;
  }

  @Override
  public String getDescription() {
    return "What this instance is called, such as meter1. Others refer to it by this name.";
  }

  @Override
  public int getCardinality() {
    return 0;
  }

  @Override
  public int getType() {
    return STRING;
  }

  @Override
  public String[] getOptionValues() {
    return null;
  }

  @Override
  public String[] getOptionLabels() {
    return null;
  }

  @Override
  public String validate(String value) {
    return value.matches("[A-Za-z0-9._-]+")
        ? ""
        : "letters, digits, dots, hyphens and underscores are expected";
  }

  @Override
  public String[] getDefaultValue() {
    return null;
  }
}
