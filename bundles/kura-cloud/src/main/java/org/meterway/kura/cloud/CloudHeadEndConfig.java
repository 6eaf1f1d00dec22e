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
      name = "Delivery",
      description =
          "When a payload leaves the queue on disk. Confirmed: when the cloud platform has confirmed"
              + " it; what is not confirmed in time is published again, so that it arrives at least"
              + " once. Needs a publisher with quality of service 1; with 0 nobody confirms, and what"
              + " Kura took counts as delivered. Written: when Kura took it; Kura keeps it in its"
              + " message store, which is in memory as Kura is delivered.",
      options = {
        @Option(label = "Confirmed by the cloud platform", value = "CONFIRMED"),
        @Option(label = "Written to Kura's message store", value = "WRITTEN")
      })
  String delivery() default "CONFIRMED";

  @AttributeDefinition(
      name = "Confirmation window (payloads)",
      description =
          "The most payloads that are published and not confirmed, with delivery Confirmed. After a"
              + " restart so many may arrive twice. Kura itself has 9 under way, unless its"
              + " In-flight-messages Max-number says otherwise.",
      min = "1",
      max = "10000")
  int confirmationWindow() default 100;

  @AttributeDefinition(
      name = "Confirmation time-out (s)",
      description =
          "When payloads wait for their confirmation, Kura is connected and none came for so long,"
              + " they are published again. The time doubles with each time in a row, up to"
              + " sixteenfold.",
      min = "1",
      max = "86400")
  int confirmationTimeoutSeconds() default 60;

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
          "The most bytes that wait in the store until they are delivered, 8 more for each payload."
              + " A payload above the Maximum Payload Size of Kura's DataService would never get"
              + " away.",
      min = "1024",
      max = "1099511627776")
  long queueMaxBytes() default 128L * 1024 * 1024;

  @AttributeDefinition(
      name = "Queue limit (payloads)",
      description = "The most payloads that wait in the store until they are delivered.",
      min = "1",
      max = "10000000")
  int queueMaxPayloads() default 1_000_000;

  @AttributeDefinition(
      name = "Queue age limit (hours)",
      description =
          "Payloads that waited longer, while the gateway ran, are dropped and counted. 0 for no"
              + " limit.",
      min = "0",
      max = "87600")
  int queueMaxAgeHours() default 0;

  @AttributeDefinition(
      name = "Queue overflow",
      description =
          "What gives way when the queue is full; each drop is counted. To hold the meter back helps"
              + " only where its line has flow control.",
      options = {
        @Option(label = "Drop the oldest payload", value = "DROP_OLDEST"),
        @Option(label = "Refuse the newest payload", value = "DROP_NEWEST"),
        @Option(label = "Hold back the meters", value = "HOLD_BACK")
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
