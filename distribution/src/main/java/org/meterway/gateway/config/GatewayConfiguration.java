/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import org.meterway.gateway.config.ConfigurationFile.Definition;
import org.meterway.gateway.config.ConfigurationFile.Property;

/** A valid configuration. */
public final class GatewayConfiguration {
  private static final String INSTANCE_NAME = "kura.service.pid";

  private final ConfigurationFile file;
  private final Catalogue catalogue;
  private final List<String> warnings;

  private GatewayConfiguration(ConfigurationFile file, Catalogue catalogue, List<String> warnings) {
    this.file = file;
    this.catalogue = catalogue;
    this.warnings = warnings;
  }

  /**
   * Reads and checks a configuration.
   *
   * @param name what messages call the file
   * @param json its text, in the form of the OSGi Configurator, comments allowed
   * @param catalogue what the bundles know
   * @throws InvalidFileException with everything that is wrong
   */
  public static GatewayConfiguration parse(String name, String json, Catalogue catalogue)
      throws InvalidFileException {
    ConfigurationFile file = ConfigurationFile.parse(name, json);
    Validator validator = new Validator(file, catalogue);
    validator.check();
    return new GatewayConfiguration(file, catalogue, validator.warnings());
  }

  /** What is allowed but hardly meant, each with its place in the file. */
  public List<String> warnings() {
    return warnings;
  }

  /** How many instances of a factory are configured. */
  public long instancesOf(String factoryPid) {
    return file.definitions().stream().filter(d -> d.type().equals(factoryPid)).count();
  }

  /**
   * The configurations in the form of the OSGi Configurator, by PID, with the types of the
   * metatype. Factory instances get their name as {@value #INSTANCE_NAME}, and singletons that the
   * file leaves out get an empty configuration, so that they start with their defaults.
   */
  public JsonObject toConfigurator() {
    JsonObjectBuilder all = Json.createObjectBuilder();
    for (ObjectClass singleton : catalogue.singletons()) {
      all.add(singleton.pid(), Json.createObjectBuilder());
    }
    for (Definition definition : file.definitions()) {
      all.add(definition.pid(), properties(definition));
    }
    return all.build();
  }

  private JsonObjectBuilder properties(Definition definition) {
    JsonObjectBuilder properties = Json.createObjectBuilder();
    if (definition.isInstance()) {
      properties.add(INSTANCE_NAME, definition.instance());
    }
    for (Property property : definition.properties()) {
      if (!property.key().startsWith(ConfigurationFile.CONFIGURATOR_KEY)) {
        properties.add(typedKey(definition, property), property.value());
      }
    }
    return properties;
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
}
