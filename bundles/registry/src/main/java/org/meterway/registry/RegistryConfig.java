/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the handler registry. */
@ObjectClassDefinition(
    id = HandlerRegistryComponent.PID,
    name = "Meterway handler registry",
    description = "Finds the handler of each message and keeps the messages of a link in order.")
@interface RegistryConfig {
  @AttributeDefinition(
      name = "Threads",
      description =
          "Threads on which handlers run that may block, shared by all links. 0 takes one for each"
              + " processor, and two at least.",
      min = "0",
      max = "256")
  int threads() default 0;

  @AttributeDefinition(
      name = "Lane capacity",
      description = "Messages of one link that may wait for their handlers.",
      min = "1",
      max = "1000000")
  int laneCapacity() default 10_000;

  @AttributeDefinition(
      name = "Lane limit (bytes)",
      description = "The most bytes of the messages of one link that may wait for their handlers.",
      min = "1024",
      max = "1073741824")
  int laneMaxBytes() default 8_388_608;

  @AttributeDefinition(
      name = "Grace (ms)",
      description =
          "How long messages wait for a new handler after theirs has gone, as while its bundle is"
              + " updated; a handler of lower rank takes over then, or at once when the bundle was"
              + " uninstalled. Also how long a full lane holds up its link before it drops"
              + " messages.",
      min = "0",
      max = "600000")
  int graceMs() default 5_000;

  @AttributeDefinition(
      name = "Close timeout (ms)",
      description =
          "How long a closing link waits until its messages are handled; a handler that has gone"
              + " and still works on a message after that is interrupted.",
      min = "0",
      max = "60000")
  int closeTimeoutMs() default 5_000;

  @AttributeDefinition(
      name = "Stuck after (s)",
      description =
          "A handler that works on one message for longer counts as stuck: another thread takes the"
              + " place of its thread, so that other links go on.",
      min = "1",
      max = "3600")
  int stuckSeconds() default 2;

  @AttributeDefinition(
      name = "Spare threads",
      description = "How many threads may take the place of those of stuck handlers at a time.",
      min = "0",
      max = "256")
  int spareThreads() default 32;
}
