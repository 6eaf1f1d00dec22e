/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.meterway.itests.documentation.ConfigurationPage.Property;

/** All configuration pages as one Markdown file. */
final class PropertiesReference {
  private static final String INTRODUCTION =
      """
      # Properties

      <!-- Generated from the metatype of the built bundles; do not edit. PropertiesReferenceTest says how to write it anew. -->

      All that can be configured, as the bundles themselves declare it: the same names, defaults and limits that Kura's web
      UI and the Web Console show. A component refuses a wrong value itself, whatever way it came, and says in the log which
      property it was and what would be right; the last good configuration stays in force.

      - A **factory** makes an instance for each configuration. Standalone, its key in the configuration file is the PID, `~`
        and the instance's name; in Kura the name is asked for when the component is made.
      - A **singleton** is there once, with its defaults until they are changed.
      - **Required** says `yes` where a value must be given, `default` where one is needed and the default serves, and `no`
        where none is needed.
      """;

  /**
   * Along the flow: port, head end, link, handlers, registry; DLMS. What is none of these follows.
   */
  private static final List<String> FLOW =
      List.of(
          "org.meterway.api.port.MeterPort",
          "org.meterway.api.headend.HeadEnd",
          "org.meterway.api.link.MeterLink",
          "org.meterway.api.handler.MessageHandler",
          "org.meterway.api.handler.HandlerRegistry",
          "org.meterway.api.dlms.DlmsMeter");

  private static final String HANDLER = "org.meterway.api.handler.MessageHandler";
  private static final String HANDLERS = "org.meterway.handlers.";
  private static final String KURA_BUNDLES = "org.meterway.kura-";
  private static final String WIRES = "org.eclipse.kura.wire.";

  private PropertiesReference() {}

  static String of(List<ConfigurationPage> pages) {
    List<ConfigurationPage> ordered =
        pages.stream()
            .sorted(
                Comparator.comparing(PropertiesReference::place)
                    .thenComparing(ConfigurationPage::pid))
            .toList();
    return Stream.of(
            Stream.of(INTRODUCTION, contents(ordered)),
            ordered.stream().map(PropertiesReference::section))
        .flatMap(parts -> parts)
        .collect(Collectors.joining("\n"));
  }

  private static int place(ConfigurationPage page) {
    if (page.pid().startsWith(HANDLERS)) {
      // One of them registers its handler by itself.
      return FLOW.indexOf(HANDLER);
    }
    return page.services().stream()
        .mapToInt(FLOW::indexOf)
        .filter(place -> place >= 0)
        .min()
        .orElse(FLOW.size());
  }

  private static String contents(List<ConfigurationPage> pages) {
    return "| page | PID | |\n|---|---|---|\n"
        + pages.stream()
            .map(
                page ->
                    row(
                        "[%s](#%s)"
                            .formatted(Markdown.text(page.name()), Markdown.anchor(page.name())),
                        Markdown.code(page.pid()),
                        kind(page) + (inKuraOnly(page) ? ", in Kura only" : "")))
            .collect(Collectors.joining());
  }

  private static String section(ConfigurationPage page) {
    StringBuilder section = new StringBuilder();
    section.append("## ").append(Markdown.text(page.name())).append("\n\n");
    section.append(Markdown.text(page.description())).append("\n\n");
    section.append(whereItIs(page)).append("\n");
    if (!page.properties().isEmpty()) {
      section.append(
          "\n| property | name | type | default | allowed | required | meaning |\n"
              + "|---|---|---|---|---|---|---|\n");
      page.properties().forEach(property -> section.append(row(property)));
    }
    return section.toString();
  }

  private static String whereItIs(ConfigurationPage page) {
    String only = inKuraOnly(page) ? " Exists in Kura only." : "";
    String pid = Markdown.code(page.factory() ? page.pid() + "~NAME" : page.pid());
    return "%s %s, of bundle %s.%s In Kura: %s."
        .formatted(
            page.factory() ? "Factory" : "Singleton",
            pid,
            Markdown.code(page.bundle()),
            only,
            inKura(page));
  }

  private static String inKura(ConfigurationPage page) {
    if (page.services().stream().anyMatch(service -> service.startsWith(WIRES))) {
      return "**Wire Graph**, component **" + Markdown.text(page.name()) + "**";
    }
    if (!page.factory()) {
      return "page **" + Markdown.text(page.name()) + "** of the list of services";
    }
    return page.hidden()
        ? "not among the new components that **+** offers"
        : "**+**, factory " + Markdown.code(page.pid());
  }

  private static boolean inKuraOnly(ConfigurationPage page) {
    return page.bundle().startsWith(KURA_BUNDLES);
  }

  private static String kind(ConfigurationPage page) {
    return page.factory() ? "factory" : "singleton";
  }

  private static String row(Property property) {
    return row(
        Markdown.code(property.id()),
        Markdown.text(property.name()),
        property.type() + (property.many() == 0 ? "" : ", up to " + property.many()),
        property.initial().isEmpty() ? "" : Markdown.code(property.initial()),
        allowed(property),
        required(property),
        Markdown.text(property.description()));
  }

  private static String required(Property property) {
    if (!property.required()) {
      return "no";
    }
    return property.initial().isEmpty() ? "yes" : "default";
  }

  private static String allowed(Property property) {
    if (!property.choices().isEmpty()) {
      return property.choices().stream()
          .map(choice -> Markdown.code(choice.value()) + label(choice))
          .collect(Collectors.joining("; "));
    }
    String unit = property.type().equals("String") ? " characters" : "";
    if (property.min().isEmpty()) {
      return property.max().isEmpty() ? "" : "up to " + property.max() + unit;
    }
    return property.min()
        + (property.max().isEmpty() ? " or more" : " to " + property.max())
        + unit;
  }

  private static String label(ConfigurationPage.Choice choice) {
    return choice.label().isEmpty() || choice.label().equals(choice.value())
        ? ""
        : " " + Markdown.text(choice.label());
  }

  private static String row(String... cells) {
    return Stream.of(cells).collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
