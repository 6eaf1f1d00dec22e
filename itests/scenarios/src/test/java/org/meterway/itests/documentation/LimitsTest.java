/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.meterway.itests.documentation.ConfigurationPage.Choice;
import org.meterway.itests.documentation.ConfigurationPage.Property;

/**
 * What a page allows, its component takes; what the page does not allow, the component refuses:
 * Kura's browser looks at the page, and a request that did not come from there meets the component
 * alone.
 */
class LimitsTest {
  private static final Set<String> WHOLE_NUMBERS = Set.of("Integer", "Long");

  /** Right where a text is required, be it a filter, a path or the name of a host. */
  private static final String ANY_TEXT = "(kura.service.pid=any)";

  private static final String NO_CHOICE = "-1";

  @Test
  void limitsOfPagesAreThoseOfComponents() throws IOException {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (ConfigurationPage page : BuiltBundles.pages()) {
      for (Property property : page.properties()) {
        if (isLimited(property)) {
          OptionsClass options = options(page);
          checked++;
          taken(property.min(), 0, page, property, options, true, wrong);
          taken(property.max(), 0, page, property, options, true, wrong);
          taken(property.min(), -1, page, property, options, false, wrong);
          taken(property.max(), 1, page, property, options, false, wrong);
        }
      }
    }
    assertFalse(checked == 0, "no page has limits");
    assertEquals(List.of(), wrong);
  }

  @Test
  void choicesOfPagesAreThoseOfComponents() throws IOException {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (ConfigurationPage page : BuiltBundles.pages()) {
      for (Property property : page.properties()) {
        if (!property.choices().isEmpty()) {
          OptionsClass options = options(page);
          checked++;
          for (Choice choice : property.choices()) {
            expect(true, choice.value(), page, property, options, wrong);
          }
          expect(false, NO_CHOICE, page, property, options, wrong);
        }
      }
    }
    assertFalse(checked == 0, "no page has choices");
    assertEquals(List.of(), wrong);
  }

  private static boolean isLimited(Property property) {
    return WHOLE_NUMBERS.contains(property.type())
        && property.choices().isEmpty()
        && !(property.min().isEmpty() && property.max().isEmpty());
  }

  private static OptionsClass options(ConfigurationPage page) throws IOException {
    return OptionsClass.of(page)
        .orElseThrow(
            () ->
                new AssertionError(
                    page.pid()
                        + " has limits, but in "
                        + page.bundle()
                        + " no static method takes its configuration first and checks it"));
  }

  private static void taken(
      String limit,
      long beyond,
      ConfigurationPage page,
      Property property,
      OptionsClass options,
      boolean expected,
      List<String> wrong) {
    if (limit.isEmpty()) {
      return;
    }
    long value = Long.parseLong(limit) + beyond;
    if (property.type().equals("Integer") && value != (int) value) {
      return; // Nobody can say such a value.
    }
    expect(expected, Long.toString(value), page, property, options, wrong);
  }

  private static void expect(
      boolean taken,
      String value,
      ConfigurationPage page,
      Property property,
      OptionsClass options,
      List<String> wrong) {
    // Two properties may contradict each other: what is allowed is taken beside the other's default
    // or beside its least value.
    boolean refused =
        isRefused(property, value, values(page, false), options)
            && (!taken || isRefused(property, value, values(page, true), options));
    if (refused == taken) {
      wrong.add(
          "%s: %s=%s is %s by the page and %s by the component"
              .formatted(
                  page.pid(),
                  property.id(),
                  value,
                  taken ? "allowed" : "not allowed",
                  refused ? "refused" : "taken"));
    }
  }

  private static boolean isRefused(
      Property property, String value, Map<String, String> others, OptionsClass options) {
    Map<String, String> values = new HashMap<>(others);
    values.put(property.id(), value);
    return options.problems(values).stream()
        .anyMatch(problem -> problem.startsWith(property.id() + " is "));
  }

  /** What must be given, and if so wanted the least value of what has one. */
  private static Map<String, String> values(ConfigurationPage page, boolean least) {
    Map<String, String> values = new HashMap<>();
    for (Property property : page.properties()) {
      boolean needed = property.required() && property.initial().isEmpty();
      boolean hasLeast = isLimited(property) && !property.min().isEmpty();
      if (hasLeast && (needed || least)) {
        values.put(property.id(), property.min());
      } else if (needed && property.type().equals("String")) {
        values.put(property.id(), ANY_TEXT);
      }
    }
    return values;
  }
}
