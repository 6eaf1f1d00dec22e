/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.modem;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A mobile modem. Thread-safe: one command at a time is on its way, the others wait. */
@ProviderType
public interface Modem {
  /** The instance name, as in {@code kura.service.pid}. */
  String name();

  /** What is known right now; cheap. */
  ModemStatus status();

  /**
   * Switches the radio off and on again, and returns when the modem has taken both.
   *
   * @param off how long the radio stays off
   * @throws ModemException if the modem does not take it
   */
  void cycleRadio(Duration off) throws ModemException, InterruptedException;

  /**
   * Sends an AT command and awaits its final result code.
   *
   * @param command the command line, as {@code AT+CSQ}, without a line end
   * @param atMost how long to wait for the result, the waiting for other commands not counted
   * @return the lines of information before {@code OK}, without empty ones
   * @throws ModemException with the modem's own words when it answers an error, when it does not
   *     answer in time, or where this modem takes no AT commands
   */
  default List<String> command(String command, Duration atMost)
      throws ModemException, InterruptedException {
    return command(command, "", atMost);
  }

  /**
   * Sends an AT command that asks for text by the prompt {@code >}, as {@code AT+CMGS} does.
   *
   * @param text what is sent when the modem asks for it, ended by Ctrl-Z; empty where it does not
   *     ask
   * @see #command(String, Duration)
   */
  List<String> command(String command, String text, Duration atMost)
      throws ModemException, InterruptedException;
}
