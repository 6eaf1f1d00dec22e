/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import org.meterway.cli.Narrator.Topic;
import org.meterway.simulator.Fault;
import org.meterway.simulator.HeadEndListener;
import org.meterway.simulator.SimulatedPayload;

/** What a simulated head end meets, told. */
class HeadEndStory implements HeadEndListener {
  private final Narrator narrator;

  HeadEndStory(Narrator narrator) {
    this.narrator = narrator;
  }

  @Override
  public void connected(String peer) {
    narrator.tell("a gateway has connected from " + peer);
  }

  @Override
  public void disconnected(String peer, IOException cause) {
    narrator.tell(
        cause == null
            ? "the connection from " + peer + " is closed"
            : "the connection from " + peer + " broke: " + Problems.of(cause));
  }

  @Override
  public void received(SimulatedPayload payload, long latencyNanos) {
    narrator.sample(Topic.UPLINK, () -> uplink(payload, latencyNanos));
  }

  /** A payload that came up. */
  static String uplink(SimulatedPayload payload, long latencyNanos) {
    return "meter"
        + payload.meter()
        + " "
        + Words.ARROW
        + " head end: 0x2100 transparent, "
        + Words.payload(payload)
        + ", "
        + Words.time(latencyNanos);
  }

  @Override
  public void foreign(String peer, byte[] bytes) {
    narrator.sample(
        Topic.UPLINK, () -> peer + " sent " + bytes.length + " bytes: " + Words.data(bytes));
  }

  @Override
  public void repeated(SimulatedPayload payload) {
    narrator.sample(
        Topic.FAULT,
        () -> "meter" + payload.meter() + " again, not taken: " + Words.payload(payload));
  }

  @Override
  public void injected(String peer, Fault fault) {
    narrator.sample(Topic.FAULT, () -> "fault " + fault + " on " + peer);
  }

  @Override
  public void welcomed(String peer, String name, String stream, long highest) {
    narrator.tell(
        peer + " is " + name + ", stream " + stream + "; the head end has it up to " + highest);
  }

  @Override
  public void violated(String peer, String reason) {
    narrator.tell(peer + " broke the protocol: " + reason);
  }

  @Override
  public void sent(SimulatedPayload payload) {
    narrator.sample(
        Topic.DOWNLINK,
        () -> "head end sends to meter" + payload.meter() + ": " + Words.payload(payload));
  }
}
