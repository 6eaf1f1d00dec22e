/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/**
 * A bundle of classes of this module, for the gateway's deploy folder. The classes are not loaded
 * here, where there is no framework.
 */
enum SoakBundle {
  HANDLER(
      List.of("SoakHandler", "SoakHandler$Blocking"),
      "org.osgi.framework,"
          + "org.meterway.api.handler;version=\"[1.0,2)\","
          + "org.meterway.api.headend;version=\"[1.0,2)\","
          + "org.meterway.api.message;version=\"[1.0,2)\""),
  AGENT(List.of("Agent"), "org.osgi.framework,org.osgi.framework.wiring,org.osgi.service.cm");

  private static final String PACKAGE = "org.meterway.itests.soak.deployed";

  private final List<String> classes;
  private final String imports;

  SoakBundle(List<String> classes, String imports) {
    this.classes = classes;
    this.imports = imports;
  }

  /** Its name in the framework, which is that of its activator, the first class. */
  String symbolicName() {
    return PACKAGE + "." + classes.get(0);
  }

  /** Writes it. */
  void writeTo(Path jarFile) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(jarFile), manifest())) {
      for (String name : classes) {
        String entry = PACKAGE.replace('.', '/') + "/" + name + ".class";
        try (InputStream code = SoakBundle.class.getResourceAsStream("/" + entry)) {
          jar.putNextEntry(new JarEntry(entry));
          code.transferTo(jar);
          jar.closeEntry();
        }
      }
    }
  }

  private Manifest manifest() {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName());
    headers.putValue(Constants.BUNDLE_VERSION, "1.0.0");
    headers.putValue(Constants.BUNDLE_ACTIVATOR, symbolicName());
    headers.putValue(Constants.IMPORT_PACKAGE, imports);
    return manifest;
  }
}
