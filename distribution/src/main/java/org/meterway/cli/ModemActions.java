/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;
import org.meterway.simulator.modem.ModemFault;
import org.meterway.simulator.modem.SimulatedModem;

/** What a line says that happens to a simulated modem. */
final class ModemActions {
  private final SimulatedModem modem;

  ModemActions(SimulatedModem modem) {
    this.modem = modem;
  }

  /**
   * Has it happen.
   *
   * @throws IllegalArgumentException if the line says nothing that can; the message says what would
   *     be right
   */
  void act(String line) {
    String[] words = line.strip().split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "" -> {}
      case "sms" -> receive(rest);
      case "say" -> modem.say(rest);
      case "signal" -> modem.setSignal(number(rest, "signal", 99));
      case "register" -> modem.setRegistration(choice(rest, Registration.class));
      case "stick" -> modem.stickRadio(rest.isEmpty() ? 1 : number(rest, "stick", 100));
      case "sim" -> modem.setSim(choice(rest, SimState.class));
      case "fault" -> fault(rest);
      case "restart" -> modem.restart();
      default ->
          throw new IllegalArgumentException(
              "'"
                  + words[0]
                  + "' is none of sms, say, signal, register, stick, sim, fault, restart");
    }
  }

  private void receive(String rest) {
    String[] words = rest.split("\\s+", 2);
    if (words.length < 2) {
      throw new IllegalArgumentException("expected sms NUMBER TEXT");
    }
    modem.receive(words[0], words[1]);
  }

  private void fault(String rest) {
    String[] words = rest.split("\\s+");
    boolean on = words.length < 2 || words[1].equalsIgnoreCase("on");
    if (words.length > 2 || !on && !words[1].equalsIgnoreCase("off")) {
      throw new IllegalArgumentException("expected fault NAME on, or fault NAME off");
    }
    modem.set(choice(words[0], ModemFault.class), on);
  }

  private static int number(String text, String what, int most) {
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException("expected " + what + " with a number up to " + most);
    }
    return Integer.parseInt(text);
  }

  private static <E extends Enum<E>> E choice(String text, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is none of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }
}
