/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.Set;
import org.meterway.api.message.Message;

/**
 * Which messages are emitted; an empty set lets every message pass.
 *
 * @param protocols ids of protocols
 * @param commands codes of commands
 * @param parameters ids of parameters; a message that is about none does not pass
 */
record MessageFilter(Set<Integer> protocols, Set<Integer> commands, Set<Integer> parameters) {
  MessageFilter {
    protocols = Set.copyOf(protocols);
    commands = Set.copyOf(commands);
    parameters = Set.copyOf(parameters);
  }

  boolean passes(Message message) {
    return allows(protocols, message.protocol())
        && allows(commands, message.command())
        && allows(parameters, MessageRecord.parameter(message));
  }

  private static boolean allows(Set<Integer> wanted, int found) {
    return wanted.isEmpty() || wanted.contains(found);
  }
}
