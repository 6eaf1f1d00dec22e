/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * The definition of a factory, with the instance's name in front: other platforms ask for it
 * themselves, the Web Console does not.
 */
final class FactoryDefinition implements ObjectClassDefinition {
  private final String factoryPid;
  private final ObjectClassDefinition original;
  private final Choices choices;

  FactoryDefinition(String factoryPid, ObjectClassDefinition original, Choices choices) {
    this.factoryPid = factoryPid;
    this.original = original;
    this.choices = choices;
  }

  @Override
  public AttributeDefinition[] getAttributeDefinitions(int filter) {
    AttributeDefinition[] attributes = original.getAttributeDefinitions(filter);
    List<AttributeDefinition> shown = new ArrayList<>();
    if (filter != OPTIONAL) {
      shown.add(new NameAttribute());
    }
    for (AttributeDefinition attribute :
        attributes == null ? new AttributeDefinition[0] : attributes) {
      List<Choice> known = choices.of(factoryPid, attribute.getID());
      shown.add(known.isEmpty() ? attribute : new ChoiceAttribute(attribute, known));
    }
    return shown.toArray(AttributeDefinition[]::new);
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
  public InputStream getIcon(int size) throws IOException {
    return original.getIcon(size);
  }
}
