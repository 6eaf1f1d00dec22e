/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import java.util.List;
import org.osgi.service.metatype.AttributeDefinition;

/** An attribute with the choices of this moment. */
final class ChoiceAttribute implements AttributeDefinition {
  private final AttributeDefinition original;
  private final List<Choice> choices;

  ChoiceAttribute(AttributeDefinition original, List<Choice> choices) {
    this.original = original;
    this.choices = choices;
  }

  @Override
  public String[] getOptionValues() {
    return choices.stream().map(Choice::value).toArray(String[]::new);
  }

  @Override
  public String[] getOptionLabels() {
    return choices.stream().map(Choice::label).toArray(String[]::new);
  }

  @Override
  public String getName() {
    return original.getName();
  }

  @Override
  public String getID() {
    return original.getID();
  }

  @Override
  public String getDescription() {
    return original.getDescription();
  }

  @Override
  public int getCardinality() {
    return original.getCardinality();
  }

  @Override
  public int getType() {
    return original.getType();
  }

  @Override
  public String validate(String value) {
    // The choices help; another value, of a device that comes later, is right as well.
    return "";
  }

  @Override
  public String[] getDefaultValue() {
    return original.getDefaultValue();
  }
}
