/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a user configures of an emitter. */
@ObjectClassDefinition(
    id = MeterEmitter.PID,
    name = "Meterway emitter",
    description =
        "Emits a record for each message that a meter sends, beside its handler and the head"
            + " end.")
@interface MeterEmitterConfig {
  // Texts, not arrays: Kura 5.5 cannot save a graph with a new component that has an empty array.
  @AttributeDefinition(
      name = "Links",
      description = "Names of the links to listen to, with commas between them; empty for all.",
      required = false)
  String links() default "";

  @AttributeDefinition(
      name = "Protocols",
      description =
          "Only messages of these protocols, such as 0x2100 (transparent data), 0x2200"
              + " (parameters), with commas between them; empty for all.",
      required = false)
  String protocols() default "";

  @AttributeDefinition(
      name = "Commands",
      description =
          "Only messages with these commands, such as SERIAL_NET, GET_RESPONSE, EVENT or 0xc3, with"
              + " commas between them; empty for all.",
      required = false)
  String commands() default "";

  @AttributeDefinition(
      name = "Parameters",
      description =
          "Only messages about these parameters, such as 0x8003, with commas between them; empty"
              + " for all.",
      required = false)
  String parameters() default "";

  @AttributeDefinition(
      name = "Values as",
      description =
          "TYPED: numbers as LONG, visible-strings as STRING, acknowledgements as BOOLEAN, all else as"
              + " BYTE_ARRAY. TEXT: always STRING (decimal, text, true or false, hex). Choose TEXT in"
              + " front of a record store: when the type of a property changes, a store drops the"
              + " column with all it holds.",
      options = {
        @Option(label = "TYPED (as the message has it)", value = "TYPED"),
        @Option(label = "TEXT (always a string)", value = "TEXT")
      })
  String valueAs() default "TYPED";

  @AttributeDefinition(
      name = "Queue capacity (messages)",
      description =
          "How many messages wait while the components behind are busy. When it is full, or holds 16"
              + " MiB, the newest message is dropped and counted.",
      min = "1",
      max = "100000")
  int queueCapacity() default 1000;
}
