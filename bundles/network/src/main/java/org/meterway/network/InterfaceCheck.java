/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** A network interface is there, has a carrier, and an address that leads further than its link. */
final class InterfaceCheck implements Check {
  /** Where Linux tells the state of its interfaces. */
  static final Path LINUX = Path.of("/sys/class/net");

  /** Some drivers, those of PPP and of tunnels among them, never say more than "unknown". */
  private static final Set<String> WORKING = Set.of("up", "unknown");

  private final String networkInterface;
  private final Path root;
  private final Addresses addresses;

  /** The addresses of an interface, in words; empty for none. */
  interface Addresses {
    String of(String networkInterface) throws SocketException;
  }

  InterfaceCheck(String networkInterface) {
    this(networkInterface, LINUX, InterfaceCheck::addresses);
  }

  InterfaceCheck(String networkInterface, Path root, Addresses addresses) {
    this.networkInterface = networkInterface;
    this.root = root;
    this.addresses = addresses;
  }

  @Override
  public String name() {
    return "interface " + networkInterface;
  }

  @Override
  public String run(Duration atMost) throws CheckFailedException {
    Path files = root.resolve(networkInterface);
    if (!Files.exists(files)) {
      throw new CheckFailedException("there is no such interface");
    }
    String state = read(files.resolve("operstate"));
    String carrier = read(files.resolve("carrier"));
    // While an interface is down its carrier cannot be read.
    if (carrier.isEmpty() || !WORKING.contains(state)) {
      throw new CheckFailedException("it is " + (state.isEmpty() ? "down" : state));
    }
    if (!carrier.equals("1")) {
      throw new CheckFailedException("it has no carrier: a cable or a radio link is missing");
    }
    try {
      String found = addresses.of(networkInterface);
      if (found.isEmpty()) {
        throw new CheckFailedException("it has no address but those of its own link");
      }
      return found;
    } catch (SocketException e) {
      throw new CheckFailedException("its addresses cannot be read: " + e.getMessage());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String addresses(String name) throws SocketException {
    NetworkInterface found = NetworkInterface.getByName(name);
    return found == null
        ? ""
        : found
            .inetAddresses()
            .filter(address -> !address.isLinkLocalAddress() && !address.isAnyLocalAddress())
            .map(InetAddress::getHostAddress)
            .map(text -> text.replaceFirst("%.*", ""))
            .sorted()
            .collect(Collectors.joining(", "));
  }
}
