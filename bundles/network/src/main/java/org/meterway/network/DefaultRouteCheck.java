/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The kernel knows where to send what is for nobody near: a default route, of IPv4 or of IPv6, that
 * is up.
 */
final class DefaultRouteCheck implements Check {
  /** Where Linux lists its routes, for each network namespace its own. */
  static final Path LINUX = Path.of("/proc/net");

  /** Flags of the kernel ({@code linux/route.h}): the route is usable, or refuses. */
  private static final int UP = 0x1;

  private static final int REJECT = 0x200;

  private final Path root;

  DefaultRouteCheck() {
    this(LINUX);
  }

  DefaultRouteCheck(Path root) {
    this.root = root;
  }

  @Override
  public String name() {
    return "default route";
  }

  @Override
  public String run(Duration atMost) throws CheckFailedException {
    return Stream.of(
            lines("route").stream().skip(1).map(DefaultRouteCheck::ipv4),
            lines("ipv6_route").stream().map(DefaultRouteCheck::ipv6))
        .flatMap(routes -> routes)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new CheckFailedException("there is no default route"));
  }

  /** Interface, destination, gateway, flags, reference count, use, metric, mask … */
  private static Optional<String> ipv4(String line) {
    String[] columns = line.strip().split("\\s+");
    if (columns.length < 8 || !isZero(columns[1]) || !isZero(columns[7]) || !isUp(columns[3])) {
      return Optional.empty();
    }
    return Optional.of("IPv4 through " + columns[0]);
  }

  /**
   * Destination, its prefix, source, its prefix, next hop, metric, count, use, flags, interface.
   */
  private static Optional<String> ipv6(String line) {
    String[] columns = line.strip().split("\\s+");
    if (columns.length < 10
        || !isZero(columns[0])
        || !isZero(columns[1])
        || !isUp(columns[8])
        || columns[9].equals("lo")) {
      return Optional.empty();
    }
    return Optional.of("IPv6 through " + columns[9]);
  }

  private static boolean isZero(String hex) {
    return hex.chars().allMatch(digit -> digit == '0');
  }

  private static boolean isUp(String hex) {
    try {
      int flags = Integer.parseUnsignedInt(hex, 16);
      return (flags & UP) != 0 && (flags & REJECT) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** A kernel without IPv6 has not the one file, without IPv4 not the other. */
  private List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file));
    } catch (IOException e) {
      return List.of();
    }
  }
}
