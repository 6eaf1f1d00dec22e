/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a user configures of a link. */
@ObjectClassDefinition(
    id = MeterLinkComponent.PID,
    name = "Meterway link",
    description =
        "Connects one meter to a head end: takes the frames of the meter apart, hands their messages to"
            + " the handlers, and frames what the head end sends down.")
@interface MeterLinkConfig {
  // No defaults: an absent target must not become the filter "" of the reference. Not required as
  // Kura's page sees it: there, choosing a target does not make an empty required field valid.
  @AttributeDefinition(
      name = "Port of the meter",
      description =
          "LDAP filter of the port that the meter is connected to, such as"
              + " (kura.service.pid=meter1). A link without it is idle.",
      required = false)
  String MeterPort_target();

  @AttributeDefinition(
      name = "Head end",
      description =
          "LDAP filter of the head end that this meter talks to, such as (kura.service.pid=hes)."
              + " A link without it is idle.",
      required = false)
  String HeadEnd_target();

  @AttributeDefinition(
      name = "Framing",
      description =
          "How frames are delimited on the line: by a length field, as QuecPython meters do, or by"
              + " flags with octet stuffing, as RFC 1662 says.",
      options = {
        @Option(label = "LENGTH (QuecPython)", value = "LENGTH"),
        @Option(label = "STUFFED (RFC 1662)", value = "STUFFED")
      })
  String framing() default "LENGTH";

  @AttributeDefinition(
      name = "Frame check sequence",
      description = "Bits of the frame check sequence.",
      options = {@Option(label = "FCS-16", value = "16"), @Option(label = "FCS-32", value = "32")})
  int fcs() default 16;

  @AttributeDefinition(
      name = "Order of the frame check octets",
      description =
          "FCS-16 only. EITHER accepts both and answers as the meter sends; QuecPython meters send the"
              + " high octet first, RFC 1662 says the low one.",
      options = {
        @Option(label = "Either, as the meter does", value = "EITHER"),
        @Option(label = "Low octet first (RFC 1662)", value = "LOW_FIRST"),
        @Option(label = "High octet first (QuecPython)", value = "HIGH_FIRST")
      })
  String fcsOrder() default "EITHER";

  @AttributeDefinition(
      name = "Control character map (ACCM)",
      description =
          "STUFFED framing only: eight hex digits; bit n set means that octet n (0 to 31) is stuffed"
              + " when sent and dropped when it arrives unstuffed.")
  String accm() default "00000000";

  @AttributeDefinition(
      name = "Largest information field (bytes)",
      description = "Frames that claim more are refused. The command counts.",
      min = "1",
      max = "65535")
  int maxInformation() default 65535;

  @AttributeDefinition(
      name = "Frame timeout (ms)",
      description = "An unfinished frame is dropped when the line is silent for so long.",
      min = "10",
      max = "600000")
  int frameTimeoutMs() default 1000;

  @AttributeDefinition(
      name = "Largest downlink payload (bytes)",
      description = "What the head end sends is split into frames of at most this payload.",
      min = "1",
      max = "65534")
  int downlinkMaxPayload() default 1024;

  @AttributeDefinition(
      name = "Downlink wait (ms)",
      description =
          "How long what the head end sends waits for a closed port to open again, once for each"
              + " time that it is away; then it is dropped and counted.",
      min = "0",
      max = "60000")
  int downlinkWaitMs() default 5000;
}
