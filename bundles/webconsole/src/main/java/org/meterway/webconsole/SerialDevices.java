/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The serial devices of this machine, as Linux lists them. jSerialComm is not asked: whoever loads
 * it first decides where its native library comes from, and that is for the serial bundle to say.
 */
final class SerialDevices {
  private static final Logger LOG = LoggerFactory.getLogger(SerialDevices.class);

  private final Path root;

  /** The devices below {@code root}, which is {@code /} unless in a test. */
  SerialDevices(Path root) {
    this.root = root;
  }

  /** Devices that are there, lasting names first, then those of {@code configured} that are not. */
  List<Choice> choices(Collection<String> configured) {
    List<Choice> choices = new ArrayList<>();
    for (Path link : list("dev/serial/by-id", path -> true)) {
      choices.add(new Choice(name(link), name(link) + " (" + target(link) + ")"));
    }
    for (Path terminal : list("sys/class/tty", SerialDevices::isHardware)) {
      String device = "/dev/" + terminal.getFileName();
      choices.add(new Choice(device, device));
    }
    for (String device : configured) {
      if (choices.stream().noneMatch(choice -> choice.value().equals(device))) {
        // Without it, the page would silently show and then store another device.
        boolean exists = Files.exists(root.resolve(device.replaceFirst("^/+", "")));
        choices.add(new Choice(device, exists ? device : device + " (not there now)"));
      }
    }
    return choices;
  }

  private List<Path> list(String folder, Predicate<Path> wanted) {
    Path path = root.resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> content = Files.list(path)) {
      return content.filter(wanted).sorted().toList();
    } catch (IOException e) {
      LOG.warn("Serial devices in {} cannot be listed: {}", path, e.toString());
      return List.of();
    }
  }

  /** Virtual terminals have no device; a slot without a UART behind it has type 0. */
  private static boolean isHardware(Path terminal) {
    try {
      Path type = terminal.resolve("type");
      return Files.exists(terminal.resolve("device"))
          && !(Files.isReadable(type) && Files.readString(type).strip().equals("0"));
    } catch (IOException e) {
      LOG.debug("{} went away", terminal, e);
      return false;
    }
  }

  private String name(Path path) {
    return "/" + root.relativize(path);
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).getFileName().toString();
    } catch (IOException | UnsupportedOperationException e) {
      LOG.debug("{} is no link", link, e);
      return link.getFileName().toString();
    }
  }
}
