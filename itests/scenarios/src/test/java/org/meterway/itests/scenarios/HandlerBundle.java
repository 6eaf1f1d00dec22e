/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.meterway.api.handler.HandlesProtocol;
import org.meterway.itests.deployed.StampingHandler;
import org.osgi.framework.Constants;

/**
 * A bundle with one {@link StampingHandler}, made on the fly.
 *
 * @param name symbolic name and component name
 * @param protocol the protocol id that it handles
 * @param ranking its {@code service.ranking}
 * @param stamp what it puts before each payload
 */
record HandlerBundle(String name, int protocol, int ranking, String stamp) {
  private static final String COMPONENT = "OSGI-INF/handler.xml";

  HandlerBundle stamping(String newStamp) {
    return new HandlerBundle(name, protocol, ranking, newStamp);
  }

  /** The jar. */
  InputStream open() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest())) {
      String classFile = StampingHandler.class.getName().replace('.', '/') + ".class";
      try (InputStream code = StampingHandler.class.getResourceAsStream("/" + classFile)) {
        add(jar, classFile, code.readAllBytes());
      }
      add(jar, COMPONENT, component().getBytes(StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static void add(JarOutputStream jar, String entry, byte[] content) throws IOException {
    jar.putNextEntry(new JarEntry(entry));
    jar.write(content);
    jar.closeEntry();
  }

  private Manifest manifest() {
    Manifest manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
    headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
    headers.putValue(Constants.BUNDLE_VERSION, "1.0.0");
    headers.putValue(
        Constants.IMPORT_PACKAGE,
        "org.meterway.api.handler;version=\"[1.0,2)\","
            + "org.meterway.api.headend;version=\"[1.0,2)\","
            + "org.meterway.api.message;version=\"[1.0,2)\"");
    headers.putValue("Service-Component", COMPONENT);
    return manifest;
  }

  private String component() {
    return """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%s" init="1">
          <property name="%s" type="Integer" value="%d"/>
          <property name="service.ranking" type="Integer" value="%d"/>
          <property name="%s" value="%s"/>
          <service><provide interface="org.meterway.api.handler.MessageHandler"/></service>
          <implementation class="%s"/>
        </scr:component>
        """
        .formatted(
            name,
            HandlesProtocol.PROPERTY,
            protocol,
            ranking,
            StampingHandler.STAMP,
            stamp,
            StampingHandler.class.getName());
  }
}
