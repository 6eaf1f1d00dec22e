/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The bundles of this project, as built. */
final class BuiltBundles {
  private static final Path FOLDER = Path.of(System.getProperty("meterway.bundles"));
  private static final String OURS = "META-INF/maven/org.meterway";
  private static final String METATYPE = "OSGI-INF/metatype";

  private BuiltBundles() {}

  /** Every page of every bundle, by PID. */
  static List<ConfigurationPage> pages() throws IOException {
    List<ConfigurationPage> pages = new ArrayList<>();
    for (Path jar : jars()) {
      try (FileSystem bundle = FileSystems.newFileSystem(jar)) {
        for (Path metatype : files(bundle.getPath(METATYPE))) {
          Path component = bundle.getPath("OSGI-INF", metatype.getFileName().toString());
          pages.add(
              PageReader.read(
                  symbolicName(bundle),
                  Files.readAllBytes(metatype),
                  Files.readAllBytes(component)));
        }
      }
    }
    pages.sort(Comparator.comparing(ConfigurationPage::pid));
    return pages;
  }

  /** The names of all classes of the bundle that has this page. */
  static List<String> classes(ConfigurationPage page) throws IOException {
    for (Path jar : jars()) {
      try (FileSystem bundle = FileSystems.newFileSystem(jar)) {
        if (symbolicName(bundle).equals(page.bundle())) {
          return classes(bundle);
        }
      }
    }
    throw new IllegalStateException("No bundle " + page.bundle());
  }

  /** The names of all classes of all bundles. */
  static List<String> classes() throws IOException {
    List<String> classes = new ArrayList<>();
    for (Path jar : jars()) {
      try (FileSystem bundle = FileSystems.newFileSystem(jar)) {
        classes.addAll(classes(bundle));
      }
    }
    return classes;
  }

  private static List<String> classes(FileSystem bundle) throws IOException {
    Path root = bundle.getPath("/");
    try (Stream<Path> all = Files.walk(root)) {
      return all.map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()))
          .map(file -> file.replace('/', '.'))
          .toList();
    }
  }

  private static List<Path> jars() throws IOException {
    List<Path> ours = new ArrayList<>();
    for (Path jar : files(FOLDER)) {
      if (jar.toString().endsWith(".jar")) {
        try (FileSystem bundle = FileSystems.newFileSystem(jar)) {
          if (Files.exists(bundle.getPath(OURS))) {
            ours.add(jar);
          }
        }
      }
    }
    return ours;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String symbolicName(FileSystem bundle) throws IOException {
    try (var content = Files.newInputStream(bundle.getPath("META-INF/MANIFEST.MF"))) {
      String name = new Manifest(content).getMainAttributes().getValue("Bundle-SymbolicName");
      return name == null ? "" : name.replaceFirst(";.*", "").strip();
    }
  }
}
