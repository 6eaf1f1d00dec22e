/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The distribution's bundles with changes, as a publisher has them. */
final class BundleVariants {
  private final Path folder;

  private BundleVariants(Path folder) {
    this.folder = folder;
  }

  /** A copy of all bundles of a distribution. */
  static BundleVariants copyOf(Path home, Path folder) throws IOException {
    Path from = home.resolve("bundles");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path to = folder.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
    return new BundleVariants(folder);
  }

  Path folder() {
    return folder;
  }

  Path jar(String name) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.getFileName().toString().startsWith(name + "-"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Gives a bundle another version, and changes its manifest. */
  void change(String name, String version, Consumer<Attributes> change) throws IOException {
    Path jar = jar(name);
    Path fresh = jar.resolveSibling(name + "-" + version + ".jar");
    try (JarInputStream in = new JarInputStream(Files.newInputStream(jar))) {
      Manifest manifest = manifest(jar);
      manifest.getMainAttributes().putValue("Bundle-Version", version);
      change.accept(manifest.getMainAttributes());
      Path written = fresh.resolveSibling("new");
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(written), manifest)) {
        for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
          if (!entry.getName().startsWith("META-INF/MANIFEST")) {
            out.putNextEntry(new JarEntry(entry.getName()));
            in.transferTo(out);
            out.closeEntry();
          }
        }
      }
      Files.delete(jar);
      Files.move(written, fresh);
    }
  }

  void version(String name, String version) throws IOException {
    change(name, version, manifest -> {});
  }

  private static Manifest manifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest();
    }
  }

  /** A bundle of our own: one class, which is its activator. */
  void add(String place, Class<?> activator, String imports) throws IOException {
    Path jar = folder.resolve(place);
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "org.example.added");
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Bundle-Activator", activator.getName());
    main.putValue("Import-Package", imports);
    String entry = activator.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream in = activator.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
      out.closeEntry();
    }
  }
}
