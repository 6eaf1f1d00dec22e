/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which classes the library's classes name: all that stand in the constants of their files. */
final class ClassReferences {
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w$]+(?:/[\\w$]+)+)[;<]");

  private ClassReferences() {}

  /** By each package below a folder of class files, without the package's own. */
  static TreeMap<String, Set<String>> byPackage(Path classes) throws IOException {
    TreeMap<String, Set<String>> references = new TreeMap<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(any -> any.toString().endsWith(".class")).toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/').replace('/', '.');
        String own = packageOf(name.substring(0, name.length() - ".class".length()));
        Set<String> named = references.computeIfAbsent(own, none -> new TreeSet<>());
        named.addAll(of(file));
        named.removeIf(other -> packageOf(other).equals(own));
      }
    }
    return references;
  }

  static String packageOf(String className) {
    return className.substring(0, Math.max(0, className.lastIndexOf('.')));
  }

  /** Of one class file (Java Virtual Machine Specification, 4.4). */
  private static Set<String> of(Path file) throws IOException {
    List<String> texts = new ArrayList<>();
    Set<Integer> classes = new TreeSet<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      in.skipNBytes(8);
      int count = in.readUnsignedShort();
      texts.add("");
      while (texts.size() < count) {
        int tag = in.readUnsignedByte();
        texts.add(tag == 1 ? in.readUTF() : "");
        switch (tag) {
          case 1 -> {
            // Read.
          }
          case 7 -> classes.add(in.readUnsignedShort());
          case 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
          case 5, 6 -> {
            in.skipNBytes(8);
            texts.add("");
          }
          default -> throw new IOException(file + ": no constant has the tag " + tag);
        }
      }
    }
    Set<String> names = new TreeSet<>();
    classes.stream().map(texts::get).filter(name -> !name.startsWith("[")).forEach(names::add);
    for (String text : texts) {
      IN_DESCRIPTOR.matcher(text).results().forEach(found -> names.add(found.group(1)));
    }
    Set<String> dotted = new TreeSet<>();
    names.forEach(name -> dotted.add(name.replace('/', '.')));
    return dotted;
  }
}
