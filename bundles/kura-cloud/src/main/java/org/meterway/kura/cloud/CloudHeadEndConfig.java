/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.cloud;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of a cloud head end. */
@ObjectClassDefinition(
    id = CloudHeadEnd.PID,
    name = "Meterway cloud head end",
    description =
        "Sends payloads through a cloud publisher of Kura, and takes what a cloud subscriber"
            + " receives.")
@interface CloudHeadEndConfig {
  // No defaults: an absent target must not become the filter "" of the reference. Not required as
  // Kura's page sees it: there, choosing a target does not make an empty required field valid.
  @AttributeDefinition(
      name = "Cloud publisher",
      description =
          "LDAP filter of the cloud publisher that takes the payloads, such as"
              + " (kura.service.pid=publisher1). Its topic may hold $headEnd, which becomes the"
              + " name of this head end. Without it payloads wait.",
      required = false)
  String CloudPublisher_target();

  @AttributeDefinition(
      name = "Cloud subscriber",
      description =
          "LDAP filter of the cloud subscriber whose messages go down to the meters, such as"
              + " (kura.service.pid=subscriber1). Empty for none.",
      required = false)
  String CloudSubscriber_target();

  @AttributeDefinition(
      name = "First retry delay (ms)",
      description =
          "Wait before a payload that Kura did not take is tried again. It doubles with each"
              + " further attempt.",
      min = "10",
      max = "3600000")
  int retryMinMs() default 1000;

  @AttributeDefinition(
      name = "Largest retry delay (ms)",
      description = "The delay doubles up to this value.",
      min = "10",
      max = "3600000")
  int retryMaxMs() default 60000;

  @AttributeDefinition(
      name = "Queue limit (bytes)",
      description =
          "The most bytes that wait until Kura takes them, and the longest payload. Not above the"
              + " Maximum Payload Size of Kura's DataService: a longer payload would never get"
              + " away.",
      min = "1024",
      max = "1073741824")
  int queueMaxBytes() default 8 * 1024 * 1024;

  @AttributeDefinition(
      name = "Queue limit (payloads)",
      description = "The most payloads that wait until Kura takes them.",
      min = "1",
      max = "10000000")
  int queueMaxPayloads() default 100_000;

  @AttributeDefinition(
      name = "Queue overflow",
      description = "What gives way when the queue is full. Either is counted.",
      options = {
        @Option(label = "Drop the oldest payload", value = "DROP_OLDEST"),
        @Option(label = "Refuse the newest payload", value = "DROP_NEWEST")
      })
  String overflow() default "DROP_OLDEST";

  @AttributeDefinition(
      name = "Downlink queue limit (bytes)",
      description =
          "The most bytes that wait for the meters. A message that does not fit is dropped and"
              + " counted.",
      min = "1024",
      max = "1073741824")
  int downlinkMaxBytes() default 1024 * 1024;
}
