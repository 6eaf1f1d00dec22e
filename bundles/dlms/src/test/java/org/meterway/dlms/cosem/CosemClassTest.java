/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.MethodReference;

/** The table of interface classes. */
class CosemClassTest {
  @Test
  void attributesAndMethodsHaveNames() {
    assertEquals("register.value", CosemClass.nameOf(AttributeReference.of("3:1.0.1.8.0.255:2")));
    assertEquals(
        "profile_generic.buffer", CosemClass.nameOf(AttributeReference.of("7:1.0.99.1.0.255:2")));
    assertEquals("clock.shift_time", CosemClass.nameOf(MethodReference.of("8:0.0.1.0.0.255:6")));
    assertEquals(
        "security_setup.key_transfer",
        CosemClass.nameOf(MethodReference.of("64:0.0.43.0.0.255:2")));
  }

  @Test
  void whatIsNotKnownIsNumbered() {
    assertEquals(
        "class 8192.attribute 3", CosemClass.nameOf(AttributeReference.of("8192:0.0.1.0.0.255:3")));
    assertEquals(
        "register.attribute -1", CosemClass.nameOf(AttributeReference.of("3:1.0.1.8.0.255:-1")));
    assertEquals("data.method 1", CosemClass.nameOf(MethodReference.of("1:0.0.96.1.0.255:1")));
  }

  @Test
  void numbersAreFoundByName() {
    CosemClass profile = CosemClass.of(7).orElseThrow();
    assertEquals(OptionalInt.of(3), profile.attribute("Capture_Objects"));
    assertEquals(OptionalInt.of(2), profile.method("capture"));
    assertEquals(OptionalInt.empty(), profile.attribute("colour"));
  }

  @Test
  void theTableIsSound() {
    assertTrue(CosemClass.all().size() > 70);
    for (CosemClass entry : CosemClass.all()) {
      assertEquals("logical_name", entry.attributes().get(0), entry.name());
      Set<String> names = new HashSet<>(entry.attributes());
      assertEquals(entry.attributes().size(), names.size(), entry.name());
      assertEquals(entry.methods().size(), new HashSet<>(entry.methods()).size(), entry.name());
    }
  }
}
