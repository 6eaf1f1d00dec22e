/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.meterway.api.config.Validation;
import org.meterway.api.whiteboard.PropertyValues;

/**
 * The checked configuration of an emitter.
 *
 * @param links the links to listen to; empty for all
 * @param queueCapacity how many messages wait at most
 */
record EmitterOptions(List<String> links, MessageFilter filter, ValueForm form, int queueCapacity) {
  private static final int LARGEST_CAPACITY = 100_000;

  EmitterOptions {
    links = List.copyOf(links);
  }

  /**
   * @throws org.meterway.api.config.InvalidConfigurationException naming each wrong value
   */
  static EmitterOptions of(MeterEmitterConfig config) {
    Validation check = Validation.of(MeterEmitter.PID);
    MessageFilter filter =
        new MessageFilter(
            ids(check, "protocols", config.protocols(), PropertyValues::id, Ids.EXPECTED_PROTOCOL),
            ids(check, "commands", config.commands(), Ids::commandCode, Ids.EXPECTED_COMMAND),
            ids(
                check,
                "parameters",
                config.parameters(),
                PropertyValues::id,
                Ids.EXPECTED_PARAMETER));
    ValueForm form = check.choice("valueAs", config.valueAs(), ValueForm.class);
    int capacity = check.range("queueCapacity", config.queueCapacity(), 1, LARGEST_CAPACITY);
    check.check();
    return new EmitterOptions(entries(config.links()), filter, form, capacity);
  }

  private static Set<Integer> ids(
      Validation check,
      String property,
      String written,
      Function<Object, OptionalInt> parser,
      String expected) {
    Set<Integer> ids = new LinkedHashSet<>();
    for (String entry : entries(written)) {
      parser.apply(entry).ifPresentOrElse(ids::add, () -> check.reject(property, entry, expected));
    }
    return ids;
  }

  /** What stands between the commas of a text that may be absent. */
  private static List<String> entries(String written) {
    return written == null
        ? List.of()
        : Arrays.stream(written.split(","))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .distinct()
            .toList();
  }
}
