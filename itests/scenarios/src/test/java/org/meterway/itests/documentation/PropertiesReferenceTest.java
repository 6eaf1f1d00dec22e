/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.meterway.itests.documentation.ConfigurationPage.Choice;
import org.meterway.itests.documentation.ConfigurationPage.Property;

/** The properties reference says what the built bundles say. */
class PropertiesReferenceTest {
  private static final Path FILE =
      Path.of(System.getProperty("meterway.checkout"), "docs/reference/properties.md");

  /** With this system property the test writes the file in place of comparing it. */
  private static final String WRITE = "properties.reference.write";

  private static final String HOW_TO_WRITE =
      "docs/reference/properties.md is not what the bundles say; write it anew with\n"
          + "  mvn -q -pl itests/scenarios -am package -Dtest=PropertiesReferenceTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE
          + "\n";

  @Test
  void theReferenceIsWhatTheBundlesSay() throws IOException {
    String current = PropertiesReference.of(BuiltBundles.pages());
    if (System.getProperty(WRITE) != null) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, current);
    }
    assertEquals(current, Files.exists(FILE) ? Files.readString(FILE) : "", HOW_TO_WRITE);
  }

  @Test
  void pagesFollowTheFlowOfAMessage() {
    String reference =
        PropertiesReference.of(
            List.of(
                page("a.Other", "org.meterway.a", "x.Y"),
                page("b.Registry", "org.meterway.b", "org.meterway.api.handler.HandlerRegistry"),
                page("org.meterway.handlers.C", "org.meterway.c", "x.Y"),
                page("d.Link", "org.meterway.d", "org.meterway.api.link.MeterLink"),
                page("e.HeadEnd", "org.meterway.e", "org.meterway.api.headend.HeadEnd"),
                page("f.Port", "org.meterway.f", "org.meterway.api.port.MeterPort")));
    assertEquals(
        List.of(
            "f.Port", "e.HeadEnd", "d.Link", "org.meterway.handlers.C", "b.Registry", "a.Other"),
        reference
            .lines()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring("## Page ".length()))
            .toList());
  }

  @Test
  void aPageOfAKuraBundleIsMarked() {
    assertTrue(
        PropertiesReference.of(List.of(page("a.B", "org.meterway.kura-wires", "x.Y")))
            .contains("in Kura only"));
    assertFalse(
        PropertiesReference.of(List.of(page("a.B", "org.meterway.tcp", "x.Y")))
            .contains("in Kura only"));
  }

  @Test
  void whereKuraOffersItIsSaid() {
    String wire = "org.eclipse.kura.wire.WireEmitter";
    assertTrue(
        PropertiesReference.of(List.of(page("a.Emitter", "org.meterway.kura-wires", wire)))
            .contains("In Kura: **Wire Graph**, component **Page a.Emitter**."));
    assertTrue(
        PropertiesReference.of(List.of(page("a.Port", "org.meterway.serial", "x.Y")))
            .contains("Factory `a.Port~NAME`, of bundle `org.meterway.serial`. In Kura: **+**,"));
  }

  @Test
  void aRowHoldsWhatTheMetatypeSays() {
    Property list = new Property("l", "A|b", "String", 4, "", "", "", List.of(), false, "x\\r <y>");
    Property limited =
        new Property("n", "N", "Integer", 0, "5", "1", "9", List.of(), true, "Many.");
    Property chosen =
        new Property(
            "c",
            "C",
            "String",
            0,
            "",
            "",
            "",
            List.of(new Choice("A", "A"), new Choice("B", "the other")),
            true,
            "One.");
    List<String> rows =
        PropertiesReference.of(
                List.of(
                    new ConfigurationPage(
                        "p.Q",
                        false,
                        "Page",
                        "Text.",
                        "org.meterway.q",
                        List.of(),
                        false,
                        List.of(list, limited, chosen))))
            .lines()
            .filter(line -> Stream.of("| `l`", "| `n`", "| `c`").anyMatch(line::startsWith))
            .toList();
    assertEquals(
        List.of(
            "| `l` | A\\|b | String, up to 4 |  |  | no | x\\\\r \\<y\\> |",
            "| `n` | N | Integer | `5` | 1 to 9 | default | Many. |",
            "| `c` | C | String |  | `A`; `B` the other | yes | One. |"),
        rows);
  }

  @Test
  void literalsKeepTheirCharacters() {
    assertEquals("`a_b*`", Markdown.code("a_b*"));
    assertEquals("`a\\|b`", Markdown.code("a|b"));
    assertEquals("`` `a ``", Markdown.code("`a"));
  }

  @Test
  void anchorsAreThoseOfTheHeadings() {
    assertEquals("frame-timeout-ms", Markdown.anchor("Frame timeout (ms)"));
    assertEquals("a-b_c-d", Markdown.anchor("A `b_c`-d?"));
  }

  private static ConfigurationPage page(String pid, String bundle, String service) {
    return new ConfigurationPage(
        pid, true, "Page " + pid, "Text.", bundle, List.of(service), false, List.of());
  }
}
