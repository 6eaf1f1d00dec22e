/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;

/** The meter's own parameters, and its answers when the module asks for or sets one. */
final class ParameterMemory {
  private final Map<Integer, byte[]> values = new ConcurrentHashMap<>();

  ParameterMemory(String meterName) {
    values.put(Parameters.DEVICE_NAME, meterName.getBytes(StandardCharsets.US_ASCII));
    values.put(Parameters.SERIAL_NUMBER, ("SIM-" + meterName).getBytes(StandardCharsets.US_ASCII));
  }

  /** The answer to a question or setting; empty where the message is neither. */
  Optional<Message> answer(Message message) {
    if (message instanceof Message.Get get) {
      byte[] value = values.get(get.parameter());
      return Optional.of(value == null ? get.error() : get.reply(Value.octets(value)));
    }
    if (message instanceof Message.SetData set) {
      values.put(set.parameter(), set.data());
      return Optional.of(set.reply(true));
    }
    if (message instanceof Message.Set set) {
      values.put(set.parameter(), set.value().bytes());
      return Optional.of(set.reply(true));
    }
    if (message instanceof Message.Parameter bare && bare.command() == Command.SET.code()) {
      values.put(bare.parameter(), bare.value());
      return Optional.of(new Message.SetResponse(bare.parameter(), true));
    }
    return Optional.empty();
  }
}
