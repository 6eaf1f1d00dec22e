/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the table of the interface classes, once. */
final class CosemClasses {
  static final SortedMap<Integer, CosemClass> BY_ID = Collections.unmodifiableSortedMap(read());

  private CosemClasses() {}

  private static SortedMap<Integer, CosemClass> read() {
    SortedMap<Integer, CosemClass> byId = new TreeMap<>();
    try (InputStream in = CosemClasses.class.getResourceAsStream("classes.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          CosemClass read = parse(line);
          byId.put(read.id(), read);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return byId;
  }

  private static CosemClass parse(String line) {
    String[] part = line.split("\\|", -1);
    return new CosemClass(Integer.parseInt(part[0]), part[1], names(part[2]), names(part[3]));
  }

  private static List<String> names(String list) {
    return list.isEmpty() ? List.of() : List.of(list.split(" "));
  }
}
