/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.IOException;
import org.meterway.api.codec.FrameError;
import org.meterway.api.message.Message;
import org.meterway.cli.Narrator.Topic;
import org.meterway.simulator.Direction;
import org.meterway.simulator.MeterListener;
import org.meterway.simulator.SimulatedPayload;

/** What a simulated meter meets, told. */
class MeterStory implements MeterListener {
  private final String name;
  private final Narrator narrator;

  MeterStory(String name, Narrator narrator) {
    this.name = name;
    this.narrator = narrator;
  }

  @Override
  public void sent(SimulatedPayload payload) {
    narrator.sample(
        Topic.UPLINK, () -> name + " sends 0x2100 transparent, " + Words.payload(payload));
  }

  @Override
  public void sent(Message message) {
    narrator.sample(Topic.UPLINK, () -> name + " sends " + Words.message(message));
  }

  @Override
  public void replied(Message reply) {
    narrator.sample(Topic.DOWNLINK, () -> name + " is answered " + Words.message(reply));
  }

  @Override
  public void received(SimulatedPayload payload, long latencyNanos) {
    narrator.sample(Topic.DOWNLINK, () -> downlink(name, payload, latencyNanos));
  }

  /** A payload that came down. */
  static String downlink(String name, SimulatedPayload payload, long latencyNanos) {
    String from =
        payload.direction() == Direction.UP
            ? name + " has its own payload back from the head end"
            : "head end " + Words.ARROW + " " + name;
    return from
        + ": 0x2100 transparent, "
        + Words.payload(payload)
        + ", "
        + Words.time(latencyNanos);
  }

  @Override
  public void foreign(byte[] bytes) {
    narrator.sample(
        Topic.DOWNLINK,
        () ->
            "head end "
                + Words.ARROW
                + " "
                + name
                + ": "
                + bytes.length
                + " bytes, "
                + Words.data(bytes));
  }

  @Override
  public void answered(Message question, Message answer, long nanos) {
    narrator.sample(
        Topic.PARAMETER,
        () ->
            name
                + " "
                + Words.question(question)
                + " "
                + Words.ARROW
                + " "
                + Words.answer(answer)
                + ", "
                + Words.time(nanos));
  }

  @Override
  public void unanswered(Message question) {
    narrator.sample(Topic.FAULT, () -> name + " " + Words.question(question) + ": no answer came");
  }

  @Override
  public void served(Message question, Message answer) {
    narrator.sample(
        Topic.PARAMETER,
        () ->
            "gateway "
                + Words.question(question)
                + " of "
                + name
                + " "
                + Words.ARROW
                + " "
                + Words.answer(answer));
  }

  @Override
  public void unexpected(Message message) {
    narrator.sample(
        Topic.FAULT,
        () -> name + " has no use for a " + MessageJson.commandName(message.command()));
  }

  @Override
  public void fault(FrameError error, long length) {
    narrator.sample(
        Topic.FAULT, () -> name + " received " + length + " bytes: " + error.description());
  }

  @Override
  public void malformed(String reason) {
    narrator.sample(Topic.FAULT, () -> name + " received a malformed body: " + reason);
  }

  @Override
  public void failed(IOException cause) {
    narrator.tell(name + " has stopped: " + Problems.of(cause));
  }
}
