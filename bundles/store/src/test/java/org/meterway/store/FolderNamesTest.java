/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FolderNamesTest {
  @Test
  void givenPlainNamesThenTheyStayReadable() {
    assertEquals("hes-1_b.c", FolderNames.encode("hes-1_b.c"));
    assertEquals("Z%C3%A4hler%201", FolderNames.encode("Zähler 1"));
  }

  @Test
  void givenNamesThatLeadElsewhereThenTheyDoNot() {
    assertEquals("%2E", FolderNames.encode("."));
    assertEquals("%2E.", FolderNames.encode(".."));
    assertEquals("%2Flock", FolderNames.encode("/lock"));
    assertEquals("..%2Fx".replaceFirst("\\.", "%2E"), FolderNames.encode("../x"));
    assertEquals("a%00b", FolderNames.encode("a\0b"));
    assertEquals("%", FolderNames.encode(""));
    assertEquals("%25", FolderNames.encode("%"));
  }

  @Test
  void givenAnyNameThenItsFolderIsOneAndSaysIt() {
    Random random = new Random(3);
    Path parent = Path.of("/data/store");
    for (int i = 0; i < 2000; i++) {
      StringBuilder name = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        name.appendCodePoint(random.nextInt(3) == 0 ? random.nextInt(0xD800) : random.nextInt(128));
      }
      String folder = FolderNames.encode(name.toString());

      assertEquals(parent, parent.resolve(folder).normalize().getParent());
      assertTrue(folder.matches("[A-Za-z0-9_%-][A-Za-z0-9_%.-]*"), folder);
      assertEquals(name.toString(), FolderNames.decode(folder));
    }
  }

  @Test
  void givenVeryLongNamesThenTheyAreCutAndStayApart() {
    String one = FolderNames.encode("x".repeat(300) + "1");
    String other = FolderNames.encode("x".repeat(300) + "2");

    assertTrue(one.length() <= 200, one);
    assertNotEquals(one, other);
    assertEquals("x".repeat(150), FolderNames.decode(one));
  }
}
