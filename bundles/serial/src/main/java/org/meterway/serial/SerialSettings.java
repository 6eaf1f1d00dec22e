/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.Validation;

/**
 * A checked configuration.
 *
 * @param line what takes effect when the device is opened
 * @param reopenDelay between attempts to open an absent device
 * @param writeTimeout what a write may take beyond the time that the line needs
 * @param nativeLibraryFolder empty, or where jSerialComm's native library is
 */
record SerialSettings(
    LineSettings line, Duration reopenDelay, Duration writeTimeout, String nativeLibraryFolder) {
  /**
   * Checks the values.
   *
   * @throws InvalidConfigurationException with all that is wrong
   */
  static SerialSettings of(SerialPortConfig config) {
    Validation validation = Validation.of(SerialPortComponent.PID);
    LineSettings line =
        new LineSettings(
            device(validation, config.device()),
            validation.range("baudRate", config.baudRate(), 50, 4_000_000),
            validation.range("dataBits", config.dataBits(), 5, 8),
            validation.choice("parity", config.parity(), Parity.class),
            stopBits(validation, config),
            validation.choice("flowControl", config.flowControl(), FlowControl.class),
            rs485(validation, config));
    Duration reopenDelay = millis(validation, "reopenDelayMs", config.reopenDelayMs(), 10);
    Duration writeTimeout = millis(validation, "writeTimeoutMs", config.writeTimeoutMs(), 50);
    String folder = config.nativeLibraryFolder() == null ? "" : config.nativeLibraryFolder();
    checkPath(validation, "nativeLibraryFolder", folder.strip());
    validation.check();
    return new SerialSettings(line, reopenDelay, writeTimeout, folder.strip());
  }

  private static String device(Validation validation, String value) {
    String device = validation.required("device", value, "a path such as /dev/ttyUSB0");
    checkPath(validation, "device", device);
    return device;
  }

  private static void checkPath(Validation validation, String property, String value) {
    try {
      Path.of(value);
    } catch (InvalidPathException e) {
      validation.reject(property, value, "a path of the file system: " + e.getReason());
    }
  }

  private static StopBits stopBits(Validation validation, SerialPortConfig config) {
    StopBits stopBits = StopBits.labelled(config.stopBits()).orElse(null);
    if (stopBits == null) {
      validation.reject("stopBits", config.stopBits(), "one of 1, 1.5, 2");
    } else if (stopBits == StopBits.ONE_AND_A_HALF && config.dataBits() != 5) {
      validation.reject("stopBits", config.stopBits(), "1 or 2, as dataBits is not 5");
    } else if (stopBits == StopBits.TWO && config.dataBits() == 5) {
      validation.reject("stopBits", config.stopBits(), "1 or 1.5, as dataBits is 5");
    }
    return stopBits;
  }

  private static Rs485 rs485(Validation validation, SerialPortConfig config) {
    int before = validation.range("rs485DelayBeforeMs", config.rs485DelayBeforeMs(), 0, 1000);
    int after = validation.range("rs485DelayAfterMs", config.rs485DelayAfterMs(), 0, 1000);
    if (!config.rs485()) {
      // So that a change of what has no effect does not reopen the line.
      return Rs485.OFF;
    }
    return new Rs485(
        true,
        config.rs485ActiveHigh(),
        config.rs485Termination(),
        config.rs485ReceiveWhileSending(),
        before,
        after);
  }

  private static Duration millis(Validation validation, String property, int value, int min) {
    return Duration.ofMillis(validation.range(property, value, min, 3_600_000));
  }
}
