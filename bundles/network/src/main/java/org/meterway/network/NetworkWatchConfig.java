/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a user configures of the watch. */
@ObjectClassDefinition(
    id = NetworkWatchComponent.PID,
    name = "Meterway network watch",
    description =
        "Checks the network and recovers it step by step. It does nothing while nothing is to be"
            + " checked.")
@interface NetworkWatchConfig {
  @AttributeDefinition(
      name = "Interfaces",
      description =
          "Network interfaces that must have a carrier and an address, an entry each, such as"
              + " wwan0.",
      cardinality = 10,
      required = false)
  String[] interfaces() default {};

  @AttributeDefinition(
      name = "Default route",
      description = "Whether there must be a default route, of IPv4 or of IPv6.")
  boolean defaultRoute() default false;

  @AttributeDefinition(
      name = "Names",
      description = "Names that must have an address in the DNS, an entry each.",
      cardinality = 10,
      required = false)
  String[] names() default {};

  @AttributeDefinition(
      name = "Head ends",
      description =
          "Whether each head end must be reached. A head end that is connected is never disturbed."
              + " Choose STATE where a head end takes one connection only.",
      options = {
        @Option(label = "not checked", value = "OFF"),
        @Option(label = "by their own state", value = "STATE"),
        @Option(label = "by their own state, else by a connection", value = "CONNECT")
      })
  String headEnds() default "OFF";

  @AttributeDefinition(
      name = "Probes",
      description =
          "Hosts that must answer, an entry each: host:port takes a connection of TCP, ping:host"
              + " answers the ping of the system.",
      cardinality = 10,
      required = false)
  String[] probes() default {};

  @AttributeDefinition(
      name = "Interval (s)",
      description = "Pause between rounds of checks.",
      min = "1",
      max = "86400")
  int intervalSeconds() default 60;

  @AttributeDefinition(
      name = "Interval after a failure (s)",
      description = "Pause after a round that failed. 0: the same as after one that did not.",
      min = "0",
      max = "86400")
  int retrySeconds() default 0;

  @AttributeDefinition(
      name = "Time limit of a check (s)",
      description = "What has not answered by then has failed.",
      min = "1",
      max = "60")
  int checkTimeoutSeconds() default 5;

  @AttributeDefinition(
      name = "Steps",
      description =
          "What is done after so many failed rounds in a row, an entry each:"
              + " 3:modem-radio;repeat=30;limit=12/1d;timeout=120s calls the recovery action"
              + " modem-radio after 3 failures and again each further 30, at most 12 times a day,"
              + " each within 120 s.",
      cardinality = 10,
      required = false)
  String[] steps() default {
    "3:modem-radio;repeat=30;limit=12/1d", "6:restart-host;repeat=360;limit=3/1d"
  };

  @AttributeDefinition(
      name = "Restart the host",
      description =
          "Whether steps may be taken that end the run of this gateway, as restart-host does. They"
              + " are passed over otherwise.")
  boolean restartHost() default false;
}
