/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.meterway.gateway.config.GatewayConfiguration;
import org.meterway.gateway.config.PidConfiguration;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the configuration file into force. What it defines exists; where it has changed since it
 * was applied last, it wins over what was changed in the Web Console; what it no longer defines is
 * deleted; configurations that it never defined are left alone. Besides, each singleton has a
 * configuration, if only an empty one, so that it starts with its defaults.
 */
final class ConfigurationApplier {
  private static final String ANY_LOCATION = "?";
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private final Supplier<ConfigurationAdmin> admins;
  private final Path memory;
  private final Supplier<? extends Collection<String>> singletons;

  /**
   * An applier.
   *
   * @param admins finds the service of this moment, or {@code null}
   * @param memory file in which it remembers what it applied last
   * @param singletons finds the PIDs that get an empty configuration when they have none
   */
  ConfigurationApplier(
      Supplier<ConfigurationAdmin> admins,
      Path memory,
      Supplier<? extends Collection<String>> singletons) {
    this.admins = admins;
    this.memory = memory;
    this.singletons = singletons;
  }

  /**
   * Applies a configuration. When that fails half-way, the next call begins where this one has
   * ended, since all that may have been touched is remembered before it is touched.
   */
  void apply(GatewayConfiguration configuration) throws IOException {
    ConfigurationAdmin admin = admin();
    JsonObject before = recall();
    JsonObject now = configuration.toConfigurator();
    JsonObject touched = touched(before, now);
    if (!touched.equals(before)) {
      remember(touched);
    }
    for (String pid : before.keySet()) {
      if (!now.containsKey(pid) && exists(admin, pid)) {
        configuration(admin, pid).delete();
      }
    }
    for (PidConfiguration wanted : configuration.configurations()) {
      if (!wanted.source().equals(before.get(wanted.pid())) || !exists(admin, wanted.pid())) {
        update(admin, wanted);
      }
    }
    createSingletons(admin);
    if (!now.equals(touched)) {
      remember(now);
    }
  }

  /** Gives the singletons that have no configuration an empty one, as when there are new ones. */
  void createSingletons() throws IOException {
    createSingletons(admin());
  }

  private void createSingletons(ConfigurationAdmin admin) throws IOException {
    for (String pid : singletons.get()) {
      if (!exists(admin, pid)) {
        configuration(admin, pid).update(new Hashtable<>());
      }
    }
  }

  private ConfigurationAdmin admin() throws IOException {
    ConfigurationAdmin admin = admins.get();
    if (admin == null) {
      throw new IOException("Configuration Admin does not run");
    }
    return admin;
  }

  /** All that was defined or will be; what changes has no value, which is unlike any other. */
  private static JsonObject touched(JsonObject before, JsonObject now) {
    JsonObjectBuilder touched = Json.createObjectBuilder();
    for (String pid : union(before, now)) {
      if (now.containsKey(pid) && now.get(pid).equals(before.get(pid))) {
        touched.add(pid, now.get(pid));
      } else {
        touched.addNull(pid);
      }
    }
    return touched.build();
  }

  private static TreeSet<String> union(JsonObject before, JsonObject now) {
    TreeSet<String> pids = new TreeSet<>(before.keySet());
    pids.addAll(now.keySet());
    return pids;
  }

  private static void update(ConfigurationAdmin admin, PidConfiguration wanted) throws IOException {
    Dictionary<String, Object> properties = new Hashtable<>(wanted.properties());
    try {
      configuration(admin, wanted.pid()).updateIfDifferent(properties);
    } catch (IllegalArgumentException e) {
      throw new IOException(wanted.pid() + " cannot be configured: " + e.getMessage(), e);
    }
  }

  private static boolean exists(ConfigurationAdmin admin, String pid) throws IOException {
    // A name may have characters that mean something in a filter.
    String literal = pid.replaceAll("([\\\\*()])", "\\\\$1");
    try {
      return admin.listConfigurations("(service.pid=" + literal + ")") != null;
    } catch (InvalidSyntaxException e) {
      throw new IOException(pid + " is no PID", e);
    }
  }

  private static Configuration configuration(ConfigurationAdmin admin, String pid)
      throws IOException {
    int tilde = pid.indexOf('~');
    return tilde < 0
        ? admin.getConfiguration(pid, ANY_LOCATION)
        : admin.getFactoryConfiguration(
            pid.substring(0, tilde), pid.substring(tilde + 1), ANY_LOCATION);
  }

  private JsonObject recall() throws IOException {
    if (!Files.exists(memory)) {
      return JsonObject.EMPTY_JSON_OBJECT;
    }
    return parsed(Files.readAllBytes(memory))
        .orElseGet(
            () -> {
              Logger log = LoggerFactory.getLogger(ConfigurationApplier.class);
              log.warn("{} is damaged; the whole configuration is applied anew", memory);
              return JsonObject.EMPTY_JSON_OBJECT;
            });
  }

  /** What is remembered, unless the file is damaged. */
  static Optional<JsonObject> parsed(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    try (JsonReader reader = READERS.createReader(new StringReader(text))) {
      return Optional.of(reader.read().asJsonObject());
    } catch (RuntimeException e) {
      // After a power cut there may be anything in it; the parser has an error for each way.
      return Optional.empty();
    }
  }

  private void remember(JsonObject configurations) throws IOException {
    // There may be passwords in it.
    OwnerFile.write(memory, configurations.toString());
  }
}
