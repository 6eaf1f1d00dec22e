/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.function.UnaryOperator;

/** A valid configuration. */
public final class GatewayConfiguration {
  private final ConfigurationFile file;
  private final List<PidConfiguration> configurations;
  private final List<String> warnings;
  private final GatewaySettings settings;

  private GatewayConfiguration(
      ConfigurationFile file, List<PidConfiguration> configurations, List<String> warnings) {
    this.file = file;
    this.configurations = configurations;
    this.warnings = warnings;
    settings = GatewaySettings.of(file);
  }

  /**
   * Reads and checks a configuration; passwords stay as they are.
   *
   * @param name what messages call the file
   * @param json its text, in the form of the OSGi Configurator, comments allowed
   * @param catalogue what the bundles know
   * @throws InvalidFileException with everything that is wrong
   */
  public static GatewayConfiguration parse(String name, String json, Catalogue catalogue)
      throws InvalidFileException {
    return parse(name, json, catalogue, UnaryOperator.identity());
  }

  /**
   * As {@link #parse(String, String, Catalogue)}.
   *
   * @param seal makes passwords unreadable for all but the components that need them
   */
  public static GatewayConfiguration parse(
      String name, String json, Catalogue catalogue, UnaryOperator<String> seal)
      throws InvalidFileException {
    ConfigurationFile file = ConfigurationFile.parse(name, json);
    Validator validator = new Validator(file, catalogue);
    validator.check();
    return new GatewayConfiguration(
        file, new Conversion(file, catalogue, seal).convert(), validator.warnings());
  }

  /** What is allowed but hardly meant, each with its place in the file. */
  public List<String> warnings() {
    return warnings;
  }

  /** What is for the gateway itself. */
  public GatewaySettings settings() {
    return settings;
  }

  /** How many instances of a factory are configured. */
  public long instancesOf(String factoryPid) {
    return file.definitions().stream().filter(d -> d.type().equals(factoryPid)).count();
  }

  /** The configurations of the file, in its order. */
  public List<PidConfiguration> configurations() {
    return configurations;
  }

  /**
   * The configurations in the form of the OSGi Configurator, by PID, with the types of the
   * metatype. Factory instances get their name as {@code kura.service.pid}.
   */
  public JsonObject toConfigurator() {
    JsonObjectBuilder all = Json.createObjectBuilder();
    configurations.forEach(each -> all.add(each.pid(), each.source()));
    return all.build();
  }
}
