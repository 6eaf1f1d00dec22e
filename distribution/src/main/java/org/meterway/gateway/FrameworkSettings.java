/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The properties with which the framework and the bundles of the distribution start. */
final class FrameworkSettings {
  /** Set where deployed bundles must be signed. */
  static final String SIGNATURES = "org.meterway.deploy.requireSigned";

  /** The folder that bundles are deployed from. */
  static final String DEPLOY_FOLDER = "felix.fileinstall.dir";

  /** The data folder, for bundles that keep files where a person can find them. */
  private static final String DATA_FOLDER = "org.meterway.data";

  private static final int DEPLOY_POLL_MILLIS = 500;

  /** The level at which configurations can be applied and nothing reads them yet. */
  private static final int PLATFORM_LEVEL = 10;

  /**
   * Packages that bundles get from the launcher's class path. The launcher itself uses them, and
   * one copy of each serves both. SLF4J's API 2 is for clients that were made for 1.7 as well.
   */
  private static final String LAUNCHER_PACKAGES =
      String.join(
          ",",
          "org.slf4j;version=2.0.17",
          "org.slf4j;version=1.7.36",
          "org.slf4j.event;version=2.0.17",
          "org.slf4j.helpers;version=2.0.17",
          "org.slf4j.helpers;version=1.7.36",
          "org.slf4j.spi;version=2.0.17",
          "org.slf4j.spi;version=1.7.36",
          "org.apache.felix.cm.json.io;version=1.0.0",
          "org.osgi.util.converter;version=1.0.8",
          "jakarta.json;version=2.1.3",
          "jakarta.json.spi;version=2.1.3",
          "jakarta.json.stream;version=2.1.3",
          "org.osgi.service.cm;version=1.6",
          "org.osgi.service.component;version=1.5.1",
          "org.osgi.service.component.propertytypes;version=1.5",
          "org.osgi.service.component.runtime;version=1.5",
          "org.osgi.service.component.runtime.dto;version=1.5",
          "org.osgi.service.log;version=1.5",
          "org.osgi.service.log.admin;version=1.0",
          "org.osgi.util.function;version=1.2",
          "org.osgi.util.promise;version=1.3");

  private final Map<String, Object> settings = new HashMap<>();

  FrameworkSettings(DataFolder data, Path deploy, FrameworkLog log) {
    settings.put("org.osgi.framework.storage", data.cache().toString());
    settings.put("org.osgi.framework.startlevel.beginning", Integer.toString(PLATFORM_LEVEL));
    settings.put("org.osgi.framework.system.packages.extra", LAUNCHER_PACKAGES);
    settings.put("felix.log.logger", log);
    // Gogo's own shell reads no terminal: it only offers its commands.
    settings.put("gosh.args", "--noshutdown --quiet --nointeractive");
    settings.put(DATA_FOLDER, data.path().toString());
    settings.put("felix.cm.dir", data.configurations().toString());
    deployFrom(deploy, data.temporary());
  }

  private void deployFrom(Path deploy, Path temporary) {
    settings.put(DEPLOY_FOLDER, deploy.toAbsolutePath().toString());
    settings.put("felix.fileinstall.tmpdir", temporary.toString());
    settings.put("felix.fileinstall.poll", Integer.toString(DEPLOY_POLL_MILLIS));
    settings.put("felix.fileinstall.noInitialDelay", "true");
    settings.put("felix.fileinstall.filter", ".*\\.jar");
    settings.put("felix.fileinstall.enableConfigSave", "false");
    settings.put("felix.fileinstall.start.level", Integer.toString(SystemBundle.METERWAY_LEVEL));
  }

  /**
   * A cache of its own, which is emptied first. Java loads a native library from one place once in
   * a process, and the framework before this one had it from its own cache.
   */
  void withCache(Path cache) {
    settings.put("org.osgi.framework.storage", cache.toString());
    settings.put("org.osgi.framework.storage.clean", "onFirstInit");
  }

  /** Nothing but what was checked runs: the Web Console takes no bundles then. */
  void withRequiredSignatures() {
    settings.put(SIGNATURES, "true");
  }

  /** Adds a Web Console and pages, with one password for both. */
  void withWebConsole(HttpAddress address, ConsolePassword password) {
    settings.put("org.apache.felix.http.host", address.host());
    settings.put("org.osgi.service.http.port", Integer.toString(address.port()));
    settings.put("org.osgi.service.http.port.secure", "-1");
    settings.put("org.apache.felix.https.enable", "false");
    settings.put("org.apache.felix.http.jetty.threadpool.max", "12");
    settings.put("org.apache.felix.http.jetty.headerBufferSize", "8192");
    settings.put("org.apache.felix.http.timeout", "30000");
    settings.put("felix.webconsole.username", Gateway.CONSOLE_USER);
    settings.put("felix.webconsole.password", password.hash());
    // One password, asked for once: browsers send what they know for a realm.
    settings.put("org.meterway.web.user", Gateway.CONSOLE_USER);
    settings.put("org.meterway.web.password", password.hash());
    settings.put("org.meterway.web.realm", "OSGi Management Console");
  }

  Map<String, Object> asMap() {
    return Map.copyOf(settings);
  }
}
