/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.meterway.gateway.config.ConfigurationFile.Definition;
import org.meterway.gateway.config.ConfigurationFile.Property;

/**
 * What the configuration file says to the gateway itself, not to a component in it. Read at the
 * start.
 *
 * @param requireSigned file with the certificates that deployed bundles must be signed with; empty
 *     if they need no signature
 */
public record GatewaySettings(Optional<String> requireSigned) {
  /** The key in the file. Nobody sees it in Configuration Admin. */
  static final String PID = "org.meterway.gateway.Gateway";

  /** The property's name, for messages. */
  public static final String REQUIRE_SIGNED = "deploy.requireSigned";

  /** As if it were in a metatype, so that it is checked like all others. */
  static final ObjectClass OBJECT_CLASS =
      new ObjectClass(
          PID,
          false,
          Map.of(
              REQUIRE_SIGNED,
              new Attribute(
                  REQUIRE_SIGNED,
                  AttributeType.STRING,
                  false,
                  false,
                  false,
                  null,
                  null,
                  List.of())));

  /**
   * Reads them out of a file that is not checked otherwise.
   *
   * @throws InvalidFileException if it is no JSON
   */
  public static GatewaySettings read(String name, String json) throws InvalidFileException {
    return of(ConfigurationFile.parse(name, json));
  }

  static GatewaySettings of(ConfigurationFile file) {
    return new GatewaySettings(
        file.definitions().stream()
            .filter(definition -> definition.pid().equals(PID))
            .map(Definition::properties)
            .flatMap(List::stream)
            .filter(property -> property.id().equals(REQUIRE_SIGNED))
            .map(Property::text)
            .filter(text -> !text.isBlank())
            .findFirst());
  }
}
