/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.meterway.gateway.config.ConfigurationFile.Definition;
import org.meterway.gateway.config.ConfigurationFile.Property;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;

/** Checks a file against the catalogue; finds everything at once. */
final class Validator {
  private static final String OWN_PIDS = "org.meterway.";
  private static final String TARGET_SUFFIX = ".target";

  /** Properties that any component may have. */
  private static final Set<String> COMMON_PROPERTIES =
      Set.of("kura.service.pid", "service.ranking", "service.description");

  private static final Pattern INSTANCE_FILTER =
      Pattern.compile("\\(kura\\.service\\.pid=([^*()\\\\]+)\\)");
  private static final Pattern INSTANCE_NAME = Pattern.compile("[A-Za-z0-9._-]+");

  private final ConfigurationFile file;
  private final Catalogue catalogue;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  Validator(ConfigurationFile file, Catalogue catalogue) {
    this.file = file;
    this.catalogue = catalogue;
  }

  /** Checks all; to be called once. */
  void check() throws InvalidFileException {
    Map<String, Integer> seen = new HashMap<>();
    for (Definition definition : file.definitions()) {
      Integer before = seen.putIfAbsent(definition.pid(), definition.line());
      if (before != null) {
        problem(definition.line(), definition.pid() + " is there twice, first in line " + before);
      }
      catalogue
          .objectClass(definition.type())
          .ifPresentOrElse(
              type -> checkDefinition(definition, type), () -> checkUnknown(definition));
    }
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
  }

  /** What is allowed but hardly meant. */
  List<String> warnings() {
    return warnings.stream().map(PlainText::of).toList();
  }

  /** A PID of another maker's bundle is none of our business, unless it looks like a slip. */
  private void checkUnknown(Definition definition) {
    String pid = definition.type();
    if (pid.isBlank() || definition.isInstance() && definition.instance().isBlank()) {
      problem(definition.line(), "\"" + definition.pid() + "\" is no PID and no PID~name");
      return;
    }
    Optional<String> meant =
        catalogue.pids().stream()
            .filter(known -> known.endsWith("." + pid) || NearestName.isWithin(3, known, pid))
            .findFirst();
    if (meant.isEmpty() && pid.startsWith(OWN_PIDS)) {
      meant = NearestName.among(catalogue.pids(), pid);
    }
    if (meant.isPresent() || pid.startsWith(OWN_PIDS)) {
      problem(
          definition.line(),
          "unknown PID "
              + pid
              + meant
                  .map(known -> "; did you mean " + known + "?")
                  .orElse("; known are " + String.join(", ", catalogue.pids())));
    }
  }

  private void checkDefinition(Definition definition, ObjectClass type) {
    if (type.factory() && !definition.isInstance()) {
      problem(
          definition.line(),
          type.pid() + " needs a name behind ~, such as " + type.pid() + "~meter1");
    } else if (!type.factory() && definition.isInstance()) {
      problem(
          definition.line(),
          definition.pid() + ": there is only one " + type.pid() + ", write it without ~");
    } else if (type.factory() && !INSTANCE_NAME.matcher(definition.instance()).matches()) {
      problem(
          definition.line(),
          definition.pid() + ": a name has letters, digits, dots, hyphens and underscores");
    }
    Set<String> given = new HashSet<>();
    for (Property property : definition.properties()) {
      if (!given.add(property.id())) {
        problem(property.line(), definition.pid() + ": " + property.id() + " is there twice");
      }
      checkProperty(definition, type, property);
    }
    for (Attribute attribute : type.attributes().values()) {
      if (attribute.required() && !given.contains(attribute.id())) {
        problem(
            definition.line(),
            definition.pid()
                + ": "
                + attribute.id()
                + " is missing, expected "
                + attribute.type().inWords());
      }
    }
  }

  private void checkProperty(Definition definition, ObjectClass type, Property property) {
    Attribute attribute = type.attributes().get(property.id());
    if (attribute != null) {
      checkValues(definition, property, attribute);
    } else if (!property.key().startsWith(ConfigurationFile.CONFIGURATOR_KEY)
        && !COMMON_PROPERTIES.contains(property.id())) {
      Set<String> known = type.attributes().keySet();
      problem(
          property.line(),
          definition.pid()
              + ": unknown property "
              + property.id()
              + NearestName.among(known, property.id())
                  .map(name -> "; did you mean " + name + "?")
                  .orElse("; known are " + String.join(", ", known)));
    }
  }

  private void checkValues(Definition definition, Property property, Attribute attribute) {
    if (property.value() instanceof JsonArray values) {
      if (attribute.list()) {
        values.forEach(value -> checkValue(definition, property, attribute, value));
      } else {
        problem(
            property.line(),
            definition.pid()
                + ": "
                + attribute.id()
                + " takes one value and no list, expected "
                + attribute.type().inWords());
      }
    } else {
      checkValue(definition, property, attribute, property.value());
    }
  }

  private void checkValue(
      Definition definition, Property property, Attribute attribute, JsonValue value) {
    String text = value instanceof JsonString string ? string.getString() : value.toString();
    String expected = null;
    if (!attribute.type().accepts(value)) {
      expected = attribute.type().inWords();
    } else if (!attribute.options().isEmpty() && !attribute.options().contains(text)) {
      expected = "one of " + String.join(", ", attribute.options());
    } else if (value instanceof JsonNumber number && !isWithin(number, attribute)) {
      expected = attribute.type().inWords() + range(attribute);
    }
    if (expected != null) {
      problem(
          property.line(),
          definition.pid()
              + ": "
              + attribute.id()
              + " is "
              + (attribute.password() ? Conversion.HIDDEN : value)
              + ", expected "
              + expected);
    } else if (attribute.id().endsWith(TARGET_SUFFIX)) {
      checkTarget(definition, property, text);
    }
  }

  private static boolean isWithin(JsonNumber number, Attribute attribute) {
    BigDecimal value = number.bigDecimalValue();
    return (attribute.min() == null || value.compareTo(new BigDecimal(attribute.min())) >= 0)
        && (attribute.max() == null || value.compareTo(new BigDecimal(attribute.max())) <= 0);
  }

  private static String range(Attribute attribute) {
    if (attribute.max() == null) {
      return " of at least " + attribute.min();
    }
    return attribute.min() == null
        ? " of at most " + attribute.max()
        : " from " + attribute.min() + " to " + attribute.max();
  }

  /** Whether the filter can be read, and whether the instance that it names is in the file. */
  private void checkTarget(Definition definition, Property property, String filter) {
    try {
      FrameworkUtil.createFilter(filter);
    } catch (InvalidSyntaxException e) {
      problem(
          property.line(),
          definition.pid()
              + ": "
              + property.id()
              + " is \""
              + filter
              + "\", expected an LDAP filter such as (kura.service.pid=meter1)");
      return;
    }
    Matcher named = INSTANCE_FILTER.matcher(filter);
    String reference = property.id().substring(0, property.id().length() - TARGET_SUFFIX.length());
    Optional<String> service = catalogue.referredType(definition.type(), reference);
    if (named.matches() && service.isPresent()) {
      Set<String> there = instancesThatProvide(service.get());
      if (!there.contains(named.group(1))) {
        warnings.add(
            ConfigurationFile.at(file.name(), property.line())
                + definition.pid()
                + ": no "
                + reference
                + " is called "
                + named.group(1)
                + (there.isEmpty() ? "" : "; there is " + String.join(", ", there)));
      }
    }
  }

  private Set<String> instancesThatProvide(String service) {
    Set<String> names = new TreeSet<>();
    for (Definition definition : file.definitions()) {
      if (catalogue.providers(service).contains(definition.type())) {
        names.add(definition.instance());
      }
    }
    return names;
  }

  private void problem(int line, String text) {
    problems.add(ConfigurationFile.at(file.name(), line) + text);
  }
}
