/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.metrics.Catalogue.Entry;
import org.meterway.metrics.Catalogue.Type;

class CatalogueTest {
  private final List<Entry> entries = new Catalogue().entries();

  @Test
  void namesFollowTheConventions() {
    List<String> wrong =
        entries.stream()
            .filter(
                entry ->
                    !entry.name().matches("meterway(_[a-z0-9]+)+")
                        || entry.name().matches(".*_(total|info|created|count|sum|bucket|millis)")
                        || entry.source().matches(".*(bytes|octets).*")
                            != entry.name().endsWith("_bytes")
                        || (entry.type() == Type.MILLIS) != entry.source().endsWith(".millis")
                        || entry.type() == Type.MILLIS && !entry.name().endsWith("_seconds")
                        || entry.type() == Type.TIME
                            && !entry.name().endsWith("_timestamp_seconds"))
            .map(Entry::toString)
            .toList();
    assertEquals(List.of(), wrong);
  }

  @Test
  void aNameStandsForOneThing() {
    List<String> names = entries.stream().map(Entry::name).toList();
    assertEquals(List.copyOf(new LinkedHashSet<>(names)), names);
  }

  @Test
  void eachHasAHelpThatIsASentenceOfWords() {
    assertTrue(entries.size() > 100, "only " + entries.size() + " entries");
    List<String> wrong =
        entries.stream()
            .filter(entry -> !entry.help().matches("[A-Z][^|<>]{9,}[^.\\s]"))
            .map(Entry::toString)
            .toList();
    assertEquals(List.of(), wrong);
  }
}
