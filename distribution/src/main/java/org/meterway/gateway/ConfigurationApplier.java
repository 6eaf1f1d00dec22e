/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.felix.cm.json.io.Configurations;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the configuration file into force. What it defines exists; where it has changed since it
 * was applied last, it wins over what was changed in the Web Console; what it no longer defines is
 * deleted; configurations that it never defined are left alone.
 */
final class ConfigurationApplier {
  private static final String ANY_LOCATION = "?";

  private final BundleContext context;
  private final Path memory;

  /**
   * An applier.
   *
   * @param memory file in which it remembers what it applied last
   */
  ConfigurationApplier(BundleContext context, Path memory) {
    this.context = context;
    this.memory = memory;
  }

  /** Applies configurations in the form of the OSGi Configurator. */
  void apply(JsonObject configurations) throws IOException {
    ServiceReference<ConfigurationAdmin> reference =
        context.getServiceReference(ConfigurationAdmin.class);
    if (reference == null) {
      throw new IOException("Configuration Admin does not run");
    }
    ConfigurationAdmin admin = context.getService(reference);
    try {
      apply(admin, recall(), configurations);
    } finally {
      context.ungetService(reference);
    }
    remember(configurations);
  }

  private static void apply(ConfigurationAdmin admin, JsonObject before, JsonObject now)
      throws IOException {
    for (String pid : before.keySet()) {
      if (!now.containsKey(pid) && exists(admin, pid)) {
        configuration(admin, pid).delete();
      }
    }
    for (String pid : now.keySet()) {
      JsonObject wanted = now.getJsonObject(pid);
      if (!wanted.equals(before.get(pid)) || !exists(admin, pid)) {
        configuration(admin, pid)
            .updateIfDifferent(Configurations.buildReader().build(wanted).readConfiguration());
      }
    }
  }

  private static boolean exists(ConfigurationAdmin admin, String pid) throws IOException {
    try {
      return admin.listConfigurations("(service.pid=" + pid + ")") != null;
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
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(memory))) {
      JsonStructure content = reader.read();
      return content.asJsonObject();
    } catch (JsonParsingException | ClassCastException e) {
      Logger log = LoggerFactory.getLogger(ConfigurationApplier.class);
      log.warn("{} is damaged; the whole configuration is applied anew", memory);
      return JsonObject.EMPTY_JSON_OBJECT;
    }
  }

  private void remember(JsonObject configurations) throws IOException {
    Path fresh = memory.resolveSibling(memory.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    // There may be passwords in it.
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        fresh,
        configurations.toString(),
        StandardCharsets.UTF_8,
        StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(fresh, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
