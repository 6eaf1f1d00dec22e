/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Open files and sockets of this process, and how many it may have. */
final class DescriptorAspect implements Aspect {
  private static final int MANY_PERCENT = 80;
  private static final int ALL_PERCENT = 95;
  private static final int PERCENT = 100;

  private final Path process;

  DescriptorAspect() {
    this(Path.of("/proc/self"));
  }

  DescriptorAspect(Path process) {
    this.process = process;
  }

  @Override
  public String name() {
    return "descriptors";
  }

  @Override
  public Finding look() {
    try (Stream<Path> open = Files.list(process.resolve("fd"));
        Stream<String> limits = Files.lines(process.resolve("limits"))) {
      long most =
          limits
              .filter(line -> line.startsWith("Max open files"))
              .map(line -> line.split(" {2,}")[1])
              .filter(limit -> limit.matches("[0-9]{1,18}"))
              .mapToLong(Long::parseLong)
              .findFirst()
              .orElse(Long.MAX_VALUE / PERCENT);
      return judge(open.count(), most);
    } catch (IOException e) {
      return Finding.well("unknown");
    }
  }

  static Finding judge(long open, long most) {
    String figure = open + " of " + most;
    String words = "hardly another file or socket can be opened: " + figure;
    return open * PERCENT >= most * ALL_PERCENT
        ? Finding.critical(words, figure)
        : open * PERCENT >= most * MANY_PERCENT
            ? Finding.warning(words, figure)
            : Finding.well(figure);
  }
}
