/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.meterway.gateway.config.ConfigurationFile.Property;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What bundles say of the configurations they take: their metatype, and which services the
 * configured components provide and refer to. Read from the jars, before anything runs.
 */
public final class Catalogue {
  private static final String METATYPE_FOLDER = "OSGI-INF/metatype/";
  private static final String COMPONENT_FOLDER = "OSGI-INF/";
  private static final String PASSWORD_DECODER = "org.meterway.api.config.PasswordDecoder";
  private static final String LOAD_DTD =
      "http://apache.org/xml/features/nonvalidating/load-external-dtd";

  private final Map<String, ObjectClass> objectClasses = new TreeMap<>();
  private final Map<String, Map<String, String>> references = new HashMap<>();
  private final Map<String, Set<String>> providers = new HashMap<>();

  private Catalogue() {
    objectClasses.put(GatewaySettings.PID, GatewaySettings.OBJECT_CLASS);
  }

  /**
   * Reads the jars; one that cannot be read is left out, since the framework will complain of it.
   */
  public static Catalogue read(Collection<Path> jars) {
    return new Catalogue().with(jars);
  }

  /** This and what further jars say, as {@link #read}. */
  public Catalogue with(Collection<Path> jars) {
    Catalogue catalogue = new Catalogue();
    catalogue.objectClasses.putAll(objectClasses);
    catalogue.references.putAll(references);
    providers.forEach((type, pids) -> catalogue.providers.put(type, new TreeSet<>(pids)));
    SAXParserFactory factory = SAXParserFactory.newInstance();
    factory.setNamespaceAware(true);
    try {
      // Nothing in a jar makes the gateway read elsewhere, or expands without end.
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature(LOAD_DTD, false);
      SAXParser parser = factory.newSAXParser();
      for (Path jar : jars) {
        catalogue.readJar(parser, jar);
      }
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException("This Java has no XML parser", e);
    }
    return catalogue;
  }

  private void readJar(SAXParser parser, Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().filter(e -> e.getName().endsWith(".xml")).toList()) {
        if (entry.getName().startsWith(METATYPE_FOLDER)) {
          MetatypeHandler handler = new MetatypeHandler();
          parse(parser, zip, entry, handler);
          handler.objectClasses().forEach(found -> objectClasses.put(found.pid(), found));
        } else if (entry.getName().startsWith(COMPONENT_FOLDER)) {
          ComponentHandler handler = new ComponentHandler();
          parse(parser, zip, entry, handler);
          add(handler);
        }
      }
    } catch (IOException | SAXException e) {
      // Not a bundle, or half copied. The framework reports what it cannot install.
      return;
    }
  }

  private static void parse(SAXParser parser, ZipFile zip, ZipEntry entry, DefaultHandler handler)
      throws IOException, SAXException {
    try (InputStream xml = zip.getInputStream(entry)) {
      parser.parse(xml, handler);
    }
  }

  private void add(ComponentHandler component) {
    for (String pid : component.pids()) {
      references.put(pid, component.references());
      for (String type : component.provided()) {
        providers.computeIfAbsent(type, t -> new TreeSet<>()).add(pid);
      }
    }
  }

  Optional<ObjectClass> objectClass(String pid) {
    return Optional.ofNullable(objectClasses.get(pid));
  }

  /** Whether a PID has a metatype here. */
  public boolean knows(String pid) {
    return objectClasses.containsKey(pid);
  }

  Set<String> pids() {
    return objectClasses.keySet();
  }

  /** The type of service that reference {@code name} of the component {@code pid} asks for. */
  Optional<String> referredType(String pid, String name) {
    return Optional.ofNullable(references.getOrDefault(pid, Map.of()).get(name));
  }

  /** The PIDs of the components that provide services of a type. */
  Set<String> providers(String type) {
    return providers.getOrDefault(type, Set.of());
  }

  /**
   * The properties of a PID that hold passwords, if its component can read sealed ones; without
   * that it needs them in clear.
   */
  public Set<String> passwords(String pid) {
    if (!references.getOrDefault(pid, Map.of()).containsValue(PASSWORD_DECODER)) {
      return Set.of();
    }
    return objectClass(pid).stream()
        .flatMap(type -> type.attributes().values().stream())
        .filter(Attribute::password)
        .map(Attribute::id)
        .collect(Collectors.toSet());
  }

  /** Whether nobody should see the property's value, even where it is wrong. */
  boolean isPassword(String pid, Property property) {
    return objectClass(pid).stream()
        .map(type -> type.attributes().get(property.id()))
        .anyMatch(attribute -> attribute != null && attribute.password());
  }

  /** The PIDs of all configurations that are not factories: each exists once. */
  public List<String> singletons() {
    return objectClasses.values().stream()
        .filter(type -> !type.factory() && type != GatewaySettings.OBJECT_CLASS)
        .map(ObjectClass::pid)
        .toList();
  }

  /** Of the {@linkplain #singletons singletons}, those whose components provide a service. */
  public List<String> singletonsThatProvide(String type) {
    Set<String> pids = providers(type);
    return singletons().stream().filter(pids::contains).toList();
  }
}
