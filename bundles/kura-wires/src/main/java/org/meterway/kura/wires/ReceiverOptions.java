/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import java.util.Optional;
import java.util.OptionalInt;
import org.meterway.api.config.Validation;
import org.meterway.api.message.Command;
import org.meterway.api.whiteboard.PropertyValues;

/**
 * The checked configuration of a receiver.
 *
 * @param link the link of records that name none; empty for none
 * @param template what is sent for records that do not say it themselves
 */
record ReceiverOptions(Destination destination, String link, RecordTemplate template) {
  private static final int LARGEST_VALUE = 0xFFFF - 1;

  /**
   * @throws org.meterway.api.config.InvalidConfigurationException naming each wrong value
   */
  static ReceiverOptions of(MeterReceiverConfig config) {
    Validation check = Validation.of(MeterReceiver.PID);
    Destination destination = check.choice("destination", config.destination(), Destination.class);
    Command command = command(check, config.command());
    OptionalInt parameter = parameter(check, text(config.parameter()), command);
    byte[] value = check.hex("fixedValue", config.fixedValue(), LARGEST_VALUE);
    check.check();
    return new ReceiverOptions(
        destination,
        text(config.link()),
        new RecordTemplate(
            command, parameter, value.length == 0 ? Optional.empty() : Optional.of(value)));
  }

  private static Command command(Validation check, String written) {
    Command command = check.choice("command", written, Command.class);
    if (command != null
        && command != Command.SERIAL_NET
        && command != Command.GET
        && command != Command.SET) {
      check.reject("command", written, "one of SERIAL_NET, GET, SET");
    }
    return command;
  }

  private static OptionalInt parameter(Validation check, String written, Command command) {
    OptionalInt parameter = PropertyValues.id(written);
    boolean needed = command == Command.GET || command == Command.SET;
    if (parameter.isEmpty() && (needed || !written.isEmpty())) {
      check.reject("parameter", written, Ids.EXPECTED_PARAMETER);
    }
    return parameter;
  }

  private static String text(String written) {
    return written == null ? "" : written.strip();
  }
}
