/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.felix.cm.json.io.Configurations;
import org.meterway.gateway.config.ConfigurationFile.Definition;
import org.meterway.gateway.config.ConfigurationFile.Property;

/**
 * Gives the values of a file the types of the metatype, or those that the file names. All of them,
 * before any of them comes into force.
 */
final class Conversion {
  private static final JsonBuilderFactory BUILDERS = Json.createBuilderFactory(Map.of());

  /** In place of a password. */
  static final String HIDDEN = "(hidden)";

  private static final String INSTANCE_NAME = "kura.service.pid";

  private final ConfigurationFile file;
  private final Catalogue catalogue;
  private final UnaryOperator<String> seal;
  private final List<String> problems = new ArrayList<>();

  /**
   * A conversion.
   *
   * @param seal makes passwords unreadable for all but the components that need them
   */
  Conversion(ConfigurationFile file, Catalogue catalogue, UnaryOperator<String> seal) {
    this.file = file;
    this.catalogue = catalogue;
    this.seal = seal;
  }

  /** Converts all; to be called once. */
  List<PidConfiguration> convert() throws InvalidFileException {
    List<PidConfiguration> all =
        file.definitions().stream()
            .filter(definition -> !definition.pid().equals(GatewaySettings.PID))
            .map(this::convert)
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidFileException(problems);
    }
    return all;
  }

  private PidConfiguration convert(Definition definition) {
    JsonObjectBuilder source = BUILDERS.createObjectBuilder();
    // Configuration Admin does not tell capital letters from small ones.
    Map<String, Object> properties = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    boolean named = definition.properties().stream().anyMatch(p -> p.id().equals(INSTANCE_NAME));
    if (definition.isInstance() && !named) {
      source.add(INSTANCE_NAME, definition.instance());
      properties.put(INSTANCE_NAME, definition.instance());
    }
    for (Property property : definition.properties()) {
      if (!property.key().startsWith(ConfigurationFile.CONFIGURATOR_KEY)) {
        String key = typedKey(definition, property);
        JsonValue value = sealed(definition, property);
        source.add(key, value);
        convert(definition, property, key, value, properties);
      }
    }
    return new PidConfiguration(definition.pid(), source.build(), properties);
  }

  private void convert(
      Definition definition,
      Property property,
      String key,
      JsonValue value,
      Map<String, Object> properties) {
    JsonObject alone = BUILDERS.createObjectBuilder().add(key, value).build();
    Dictionary<String, Object> converted;
    try {
      converted =
          property.value() == JsonValue.NULL
              ? null
              : Configurations.buildReader().build(alone).readConfiguration();
    } catch (IOException e) {
      // Its message has the key and the value, and no more.
      converted = null;
    }
    if (converted == null || converted.isEmpty()) {
      String shown = catalogue.isPassword(definition.type(), property) ? HIDDEN : value.toString();
      problem(definition, property, key + " is " + shown + ", which cannot be converted");
      return;
    }
    String id = converted.keys().nextElement();
    if (id.isEmpty()) {
      problem(definition, property, "a property has no name");
    } else if (properties.put(id, converted.get(id)) != null) {
      problem(definition, property, id + " is there twice");
    }
  }

  private JsonValue sealed(Definition definition, Property property) {
    return property.value() instanceof JsonString password
            && catalogue.passwords(definition.type()).contains(property.id())
        ? Json.createValue(seal.apply(password.getString()))
        : property.value();
  }

  /** With the type that the metatype says, as the Web Console would store it. */
  private String typedKey(Definition definition, Property property) {
    return catalogue
        .objectClass(definition.type())
        .map(type -> type.attributes().get(property.id()))
        .map(attribute -> attribute.id() + ":" + configuratorType(attribute, property.value()))
        .orElse(property.key());
  }

  private static String configuratorType(Attribute attribute, JsonValue value) {
    boolean list = attribute.list() || value.getValueType() == JsonValue.ValueType.ARRAY;
    return attribute.type().configuratorName() + (list ? "[]" : "");
  }

  private void problem(Definition definition, Property property, String text) {
    problems.add(
        ConfigurationFile.at(file.name(), property.line()) + definition.pid() + ": " + text);
  }
}
