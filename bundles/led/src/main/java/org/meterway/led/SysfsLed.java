/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.led;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An LED of the kernel's LED class. Whatever drove it before (its trigger) gets it back at the end.
 */
final class SysfsLed implements LedOutput {
  private static final String NONE = "none";
  private static final Pattern CURRENT = Pattern.compile("\\[([^\\]]+)]");

  private final Path led;
  private String on;
  private String foundTrigger;
  private String foundBrightness;

  SysfsLed(Path led) {
    this.led = led;
  }

  @Override
  public void open() throws IOException {
    if (!Files.isDirectory(led)) {
      throw new IOException("there is no LED " + led);
    }
    Matcher trigger = CURRENT.matcher(read("trigger"));
    foundTrigger = trigger.find() ? trigger.group(1) : NONE;
    foundBrightness = read("brightness");
    on = read("max_brightness");
    if (!foundTrigger.equals(NONE)) {
      write("trigger", NONE);
    }
  }

  @Override
  public void set(boolean lit) throws IOException {
    write("brightness", lit ? on : "0");
  }

  @Override
  public void close() throws IOException {
    String trigger = foundTrigger;
    if (trigger == null) {
      return;
    }
    foundTrigger = null;
    // Most triggers set the brightness themselves, and some of them at their next event only.
    write("brightness", foundBrightness);
    if (!trigger.equals(NONE)) {
      write("trigger", trigger);
    }
  }

  private String read(String file) throws IOException {
    try {
      return Files.readString(led.resolve(file)).strip();
    } catch (IOException e) {
      throw inWords(file, "read", e);
    }
  }

  /** Into what is there, and in one piece: the kernel takes each write for a whole value. */
  private void write(String file, String value) throws IOException {
    try {
      Files.write(
          led.resolve(file),
          value.getBytes(StandardCharsets.US_ASCII),
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw inWords(file, "written", e);
    }
  }

  private IOException inWords(String file, String what, IOException cause) {
    String why =
        cause instanceof NoSuchFileException
            ? "the LED has gone"
            : cause instanceof AccessDeniedException ? "not permitted" : cause.getMessage();
    return new IOException(led.resolve(file) + " cannot be " + what + ": " + why, cause);
  }
}
