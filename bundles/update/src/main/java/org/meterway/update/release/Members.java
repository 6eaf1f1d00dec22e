/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.release;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The members of a JSON object by name and type; what is not asked for is ignored. */
public final class Members {
  private final String where;
  private final Map<String, Object> members;

  private Members(String where, Map<String, Object> members) {
    this.where = where;
    this.members = members;
  }

  /**
   * Reads an object.
   *
   * @param where what it is, for the messages
   * @throws ReleaseException if the octets are not exactly one object, or exceed a limit
   */
  public static Members of(String where, byte[] octets) throws ReleaseException {
    try {
      return new Members(where, Json.object(octets));
    } catch (ReleaseException e) {
      throw new ReleaseException(e.refusal(), where + " is " + e.getMessage(), e);
    }
  }

  /** A text that matches; the pattern's words say what would be right. */
  public String text(String name, Pattern pattern, String words) throws ReleaseException {
    if (members.get(name) instanceof String text && pattern.matcher(text).matches()) {
      return text;
    }
    throw wrong(name, words);
  }

  /** A text, or the empty one. */
  public String optionalText(String name) throws ReleaseException {
    return typed(name, String.class).orElse("");
  }

  /** A number from {@code min} to {@code max}, both included. */
  public long number(String name, long min, long max) throws ReleaseException {
    if (members.get(name) instanceof Long number && number >= min && number <= max) {
      return number;
    }
    throw wrong(name, "a number from " + min + " to " + max);
  }

  /** Yes or no; no where it is absent. */
  public boolean flag(String name) throws ReleaseException {
    return typed(name, Boolean.class).orElse(false);
  }

  /** A time in ISO 8601, in UTC. */
  public Instant time(String name) throws ReleaseException {
    try {
      return Instant.parse(typed(name, String.class).orElse(""));
    } catch (DateTimeException e) {
      throw new ReleaseException(
          Refusal.MALFORMED, where + ": " + name + " is not a time as 2026-01-31T00:00:00Z", e);
    }
  }

  /** An object. */
  @SuppressWarnings("unchecked") // The reader makes no other maps.
  public Members object(String name) throws ReleaseException {
    if (members.get(name) instanceof Map<?, ?> map) {
      return new Members(where + ": " + name, (Map<String, Object>) map);
    }
    throw wrong(name, "an object");
  }

  /** A list of objects. */
  @SuppressWarnings("unchecked") // The reader makes no other maps.
  public List<Members> objects(String name, int most) throws ReleaseException {
    List<Members> objects = new ArrayList<>();
    for (Object element : list(name, most)) {
      if (!(element instanceof Map<?, ?> map)) {
        throw wrong(name, "a list of objects");
      }
      objects.add(
          new Members(where + ": " + name + "[" + objects.size() + "]", (Map<String, Object>) map));
    }
    return objects;
  }

  /** A list of texts that match. */
  public List<String> texts(String name, int most, Pattern pattern) throws ReleaseException {
    List<String> texts = new ArrayList<>();
    for (Object element : list(name, most)) {
      if (!(element instanceof String text) || !pattern.matcher(text).matches()) {
        throw wrong(name, "a list of texts like " + pattern);
      }
      texts.add(text);
    }
    return texts;
  }

  private List<?> list(String name, int most) throws ReleaseException {
    if (members.get(name) instanceof List<?> list && list.size() <= most) {
      return list;
    }
    throw wrong(name, "a list of at most " + most);
  }

  private <T> Optional<T> typed(String name, Class<T> type) throws ReleaseException {
    Object value = members.get(name);
    if (value != null && !type.isInstance(value)) {
      throw wrong(name, "a " + type.getSimpleName());
    }
    return Optional.ofNullable(type.cast(value));
  }

  /** What a message says of a wrong member. */
  ReleaseException wrong(String name, String words) {
    Object value = members.get(name);
    String shown = value instanceof String || value instanceof Long ? value.toString() : "";
    return new ReleaseException(
        Refusal.MALFORMED,
        where
            + ": "
            + name
            + (value == null ? " is missing" : " is not " + words)
            + (shown.isEmpty()
                ? ""
                : ": " + Json.printable(shown.substring(0, Math.min(80, shown.length())))));
  }
}
