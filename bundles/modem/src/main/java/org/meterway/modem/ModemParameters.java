/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.util.Optional;
import java.util.function.Supplier;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;
import org.meterway.api.modem.ModemStatus;
import org.meterway.api.parameter.ParameterProvider;

/**
 * Answers a meter that asks for the module state (0x8002: 1 while data can flow, else 0) or the
 * link quality (0x8003: 0 to 31) with a modem's; each is one octet. From the last look: a meter
 * waits for no modem.
 */
final class ModemParameters implements ParameterProvider {
  /** Behind what is configured, and in front of what Kura tells of its network. */
  static final int RANKING = -500;

  private final Supplier<Optional<ModemStatus>> status;

  /**
   * @param status empty while the modem was not looked at
   */
  ModemParameters(Supplier<Optional<ModemStatus>> status) {
    this.status = status;
  }

  @Override
  public Optional<Value> get(String link, int parameter) {
    Optional<ModemStatus> seen = status.get();
    return switch (parameter) {
      case Parameters.MODULE_STATE ->
          seen.map(it -> octet(it.reachable() && it.registration().isRegistered() ? 1 : 0));
      case Parameters.LINK_QUALITY ->
          seen.filter(it -> it.signal().isPresent()).map(it -> octet(it.signal().getAsInt()));
      default -> Optional.empty();
    };
  }

  private static Value octet(int value) {
    return Value.number(DataType.UNSIGNED, value);
  }
}
