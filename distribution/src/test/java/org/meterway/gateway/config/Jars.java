/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Jars with a metatype and components, as bnd writes them. */
final class Jars {
  private Jars() {}

  /** A jar with the given entries. */
  static Path jar(Path file, Map<String, String> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }

  /** A port, a link and a singleton, cut down to one property of each sort. */
  static Path bundles(Path folder) throws IOException {
    return jar(
        folder.resolve("bundles.jar"),
        Map.of(
            "OSGI-INF/metatype/org.meterway.test.Port.xml",
            """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="org.meterway.test.Port" name="Port">
                <AD id="device" type="String" cardinality="0"/>
                <AD id="baudRate" type="Integer" cardinality="0" required="true" default="115200"
                    min="50" max="4000000"/>
                <AD id="parity" type="String" required="true" default="NONE">
                  <Option label="none" value="NONE"/>
                  <Option label="odd" value="ODD"/>
                </AD>
                <AD id="rs485" type="Boolean" default="false"/>
                <AD id="limits" type="Long" cardinality="8" required="false" min="1"/>
                <AD id="share" type="Double" required="false" max="1.0"/>
              </OCD>
              <Designate factoryPid="org.meterway.test.Port">
                <Object ocdref="org.meterway.test.Port"/>
              </Designate>
            </metatype:MetaData>
            """,
            "OSGI-INF/metatype/org.meterway.test.Link.xml",
            """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="org.meterway.test.Link" name="Link">
                <AD id="MeterPort.target" type="String"/>
              </OCD>
              <Designate factoryPid="org.meterway.test.Link">
                <Object ocdref="org.meterway.test.Link"/>
              </Designate>
            </metatype:MetaData>
            """,
            "OSGI-INF/metatype/org.meterway.test.Handler.xml",
            """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="org.meterway.test.Handler" name="Handler">
                <AD id="enabled" type="Boolean" default="true"/>
              </OCD>
              <Designate pid="org.meterway.test.Handler">
                <Object ocdref="org.meterway.test.Handler"/>
              </Designate>
            </metatype:MetaData>
            """,
            "OSGI-INF/org.meterway.test.Port.xml",
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0"
                name="org.meterway.test.Port" configuration-policy="require">
              <service><provide interface="org.meterway.api.port.MeterPort"/></service>
              <implementation class="x"/>
            </scr:component>
            """,
            "OSGI-INF/org.meterway.test.Handler.xml",
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0"
                name="org.meterway.test.Handler" configuration-policy="require">
              <service><provide interface="org.meterway.api.handler.MessageHandler"/></service>
              <implementation class="x"/>
            </scr:component>
            """,
            "OSGI-INF/org.meterway.test.Link.xml",
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0"
                name="other" configuration-pid="org.meterway.test.Link">
              <reference name="MeterPort" interface="org.meterway.api.port.MeterPort"/>
              <implementation class="x"/>
            </scr:component>
            """));
  }
}
