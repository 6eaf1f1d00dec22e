/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

class FactoryDefinitionTest {
  /** Stands for any attribute: what matters is that it stays what it is. */
  private final AttributeDefinition plain = new NameAttribute();

  private final ObjectClassDefinition original =
      new ObjectClassDefinition() {
        @Override
        public AttributeDefinition[] getAttributeDefinitions(int filter) {
          return filter == OPTIONAL ? null : new AttributeDefinition[] {plain};
        }

        @Override
        public String getName() {
          return "Port";
        }

        @Override
        public String getID() {
          return "org.meterway.test.Port";
        }

        @Override
        public String getDescription() {
          return "A port";
        }

        @Override
        public InputStream getIcon(int size) {
          return null;
        }
      };

  private static Choices offering(List<Choice> choices) {
    return new Choices(null, null, null) {
      @Override
      List<Choice> of(String factoryPid, String property) {
        assertEquals("org.meterway.test.Port", factoryPid);
        return choices;
      }
    };
  }

  @Test
  void theNameComesFirstAndOtherAttributesStayWhatTheyAre() {
    FactoryDefinition definition =
        new FactoryDefinition("org.meterway.test.Port", original, offering(List.of()));

    AttributeDefinition[] shown =
        definition.getAttributeDefinitions(ObjectClassDefinition.REQUIRED);

    assertEquals(2, shown.length);
    assertEquals("kura.service.pid", shown[0].getID());
    assertSame(plain, shown[1]);
    assertEquals("Port", definition.getName());
    assertEquals(0, definition.getAttributeDefinitions(ObjectClassDefinition.OPTIONAL).length);
  }

  @Test
  void whereThereIsAChoiceItIsADropDown() {
    List<Choice> choices = List.of(new Choice("a", "first"), new Choice("b", "second"));
    FactoryDefinition definition =
        new FactoryDefinition("org.meterway.test.Port", original, offering(choices));

    AttributeDefinition shown = definition.getAttributeDefinitions(ObjectClassDefinition.ALL)[1];

    assertArrayEquals(new String[] {"a", "b"}, shown.getOptionValues());
    assertArrayEquals(new String[] {"first", "second"}, shown.getOptionLabels());
    assertEquals(plain.getID(), shown.getID());
    assertEquals("", shown.validate("another value"));
  }
}
