/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What a user sets; {@link SerialSettings} is what becomes of it. */
@ObjectClassDefinition(
    id = SerialPortComponent.PID,
    name = "Meterway serial port",
    description = "The serial line to one meter. It reopens by itself after the device was away.")
@interface SerialPortConfig {
  @AttributeDefinition(
      name = "Device",
      description =
          "The serial device, such as /dev/ttyUSB0 or, better, its lasting name below"
              + " /dev/serial/by-id. Symbolic links are followed anew at each opening.")
  String device() default "";

  @AttributeDefinition(
      name = "Baud rate",
      description = "Bits a second; must be that of the meter.",
      min = "50",
      max = "4000000")
  int baudRate() default 115200;

  @AttributeDefinition(
      name = "Data bits",
      description = "Bits of an octet on the line; frames need 8.",
      min = "5",
      max = "8")
  int dataBits() default 8;

  @AttributeDefinition(
      name = "Parity",
      description = "Parity bit of each octet; must be that of the meter.",
      options = {
        @Option(label = "none", value = "NONE"),
        @Option(label = "odd", value = "ODD"),
        @Option(label = "even", value = "EVEN"),
        @Option(label = "mark (always 1)", value = "MARK"),
        @Option(label = "space (always 0)", value = "SPACE")
      })
  String parity() default "NONE";

  @AttributeDefinition(
      name = "Stop bits",
      description = "1.5 exists with 5 data bits only, and 2 only with more than 5.",
      options = {
        @Option(label = "1", value = "1"),
        @Option(label = "1.5", value = "1.5"),
        @Option(label = "2", value = "2")
      })
  String stopBits() default "1";

  @AttributeDefinition(
      name = "Flow control",
      description =
          "XON/XOFF takes the octets 11 and 13 for itself: use it only with octet-stuffed framing"
              + " whose ACCM covers them.",
      options = {
        @Option(label = "none", value = "NONE"),
        @Option(label = "RTS/CTS", value = "RTS_CTS"),
        @Option(label = "XON/XOFF", value = "XON_XOFF")
      })
  String flowControl() default "NONE";

  @AttributeDefinition(
      name = "RS-485",
      description =
          "Ask the driver to switch the direction with RTS. Drivers without that mode ignore it"
              + " silently, most USB adapters among them: those switch by themselves.")
  boolean rs485() default false;

  @AttributeDefinition(
      name = "RS-485: RTS high while sending",
      description = "Off where the transceiver sends while RTS is low.")
  boolean rs485ActiveHigh() default true;

  @AttributeDefinition(
      name = "RS-485: bus termination",
      description = "Switch the termination resistor on, where the hardware has one to switch.")
  boolean rs485Termination() default false;

  @AttributeDefinition(
      name = "RS-485: receive while sending",
      description = "Needed by some drivers to receive at all; the own bytes then come back.")
  boolean rs485ReceiveWhileSending() default false;

  @AttributeDefinition(
      name = "RS-485: delay before sending (ms)",
      description = "Time between RTS and the first bit.",
      min = "0",
      max = "1000")
  int rs485DelayBeforeMs() default 0;

  @AttributeDefinition(
      name = "RS-485: delay after sending (ms)",
      description = "Time between the last bit and RTS.",
      min = "0",
      max = "1000")
  int rs485DelayAfterMs() default 0;

  @AttributeDefinition(
      name = "Reopen delay (ms)",
      description = "Pause between attempts to open a device that is away.",
      min = "10",
      max = "3600000")
  int reopenDelayMs() default 2000;

  @AttributeDefinition(
      name = "Write time limit (ms)",
      description =
          "How long a frame may take beyond what the line itself needs at this baud rate."
              + " After that the frame counts as lost and the port is reopened.",
      min = "50",
      max = "3600000")
  int writeTimeoutMs() default 2000;

  @AttributeDefinition(
      name = "Native library folder",
      description =
          "Where the native library of jSerialComm is, or is unpacked to when it is not there."
              + " Empty: the fragment org.meterway.serial-native, or without that the bundle's own"
              + " storage. One for the whole process: the first port to open decides, until"
              + " restart.",
      required = false)
  String nativeLibraryFolder() default "";
}
