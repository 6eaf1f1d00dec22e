/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Checks the values of one configuration and collects what is wrong, so that a user sees all
 * problems at once. Not thread-safe; use one instance for each configuration.
 *
 * <p>Metatype limits are enforced by user interfaces only, therefore each component checks again.
 */
public final class Validation {
  /** The property by which Kura, and Meterway's own distribution, name an instance. */
  public static final String INSTANCE_NAME = "kura.service.pid";

  private final String pid;
  private final List<String> problems = new ArrayList<>();

  private Validation(String pid) {
    this.pid = pid;
  }

  /** Starts the validation of the configuration {@code pid}. */
  public static Validation of(String pid) {
    return new Validation(pid);
  }

  /**
   * The name of a component instance: {@value #INSTANCE_NAME}, or {@code service.pid} where that is
   * absent, or {@code component.name}.
   */
  public static String instanceName(Map<String, ?> properties) {
    for (String key : List.of(INSTANCE_NAME, "service.pid", "component.name")) {
      if (properties.get(key) instanceof String name && !name.isBlank()) {
        return name;
      }
    }
    return "unnamed";
  }

  /** A whole number from {@code min} to {@code max}, both included. */
  public int range(String property, int value, int min, int max) {
    if (value < min || value > max) {
      reject(property, value, "a whole number from " + min + " to " + max);
    }
    return value;
  }

  /** A text with at least one character that is not a space; returned without spaces around it. */
  public String required(String property, String value, String expected) {
    if (value == null || value.isBlank()) {
      reject(property, value == null ? "" : value, expected);
      return "";
    }
    return value.strip();
  }

  /** One of the constants of {@code type}, in any case; {@code null} when it is none of them. */
  public <E extends Enum<E>> E choice(String property, String value, Class<E> type) {
    String wanted = value == null ? "" : value.strip().toUpperCase(Locale.ROOT);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(wanted)) {
        return constant;
      }
    }
    reject(
        property,
        value,
        "one of "
            + Arrays.stream(type.getEnumConstants())
                .map(Enum::name)
                .collect(Collectors.joining(", ")));
    return null;
  }

  /**
   * Bytes as hex digits, spaces ignored; an empty text is no bytes.
   *
   * @param maxBytes the most bytes that are accepted
   */
  public byte[] hex(String property, String value, int maxBytes) {
    String digits = value == null ? "" : value.replaceAll("\\s", "");
    if (digits.length() % 2 != 0 || !digits.matches("[0-9A-Fa-f]*")) {
      reject(property, value, "pairs of hex digits such as 7E 01 FF");
      return new byte[0];
    }
    if (digits.length() / 2 > maxBytes) {
      reject(property, value, "at most " + maxBytes + " bytes");
      return new byte[0];
    }
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits, 2 * i, 2 * i + 2, 16);
    }
    return bytes;
  }

  /** Notes that {@code property} has a wrong value, and what would be right. */
  public void reject(String property, Object value, String expected) {
    problems.add(property + " is \"" + value + "\", expected " + expected);
  }

  /**
   * Ends the validation.
   *
   * @throws InvalidConfigurationException if anything was rejected
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException(pid, problems);
    }
  }
}
