/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens devices through jSerialComm. */
final class JSerialCommOpener implements LineOpener {
  private static final Path DEVICES = Path.of("/dev");
  private static final Path TTYS = Path.of("/sys/class/tty");
  private static final int MICROS_A_MILLI = 1000;

  private final NativeLibrary library;

  JSerialCommOpener(NativeLibrary library) {
    this.library = library;
  }

  @Override
  public Line open(SerialSettings settings) throws LineException {
    LineSettings line = settings.line();
    // jSerialComm follows links too, but a path that leads nowhere makes it try others.
    Path device = resolve(line.device());
    library.load(settings.nativeLibraryFolder());
    try {
      SerialPort port = SerialPort.getCommPort(device.toString());
      port.setComPortParameters(
          line.baudRate(), line.dataBits(), line.stopBits().code, line.parity().code);
      port.setFlowControl(line.flowControl().code);
      Rs485 rs485 = line.rs485();
      port.setRs485ModeParameters(
          rs485.enabled(),
          rs485.activeHigh(),
          rs485.termination(),
          rs485.receiveWhileSending(),
          rs485.delayBeforeMs() * MICROS_A_MILLI,
          rs485.delayAfterMs() * MICROS_A_MILLI);
      port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
      if (!port.openPort()) {
        throw new LineException(reason(port.getLastErrorCode(), device, line));
      }
      return new JSerialCommLine(port, device.toString(), describe(rs485, device));
    } catch (SerialPortInvalidPortException e) {
      throw new LineException(OpenFailure.absent(line.device(), false), e);
    }
  }

  private static Path resolve(String device) throws LineException {
    Path path = DEVICES.resolve(device);
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      boolean link = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
      throw new LineException(OpenFailure.absent(path.toString(), link), e);
    } catch (IOException e) {
      throw new LineException(path + " cannot be found: " + e, e);
    }
  }

  private static String reason(int errno, Path device, LineSettings settings) {
    try {
      return OpenFailure.reason(
          errno, DeviceFile.of(device), settings, System.getProperty("user.name"));
    } catch (IOException e) {
      return OpenFailure.absent(device.toString(), false);
    }
  }

  /** jSerialComm reports success whatever the driver says, so nobody knows more than this. */
  private static String describe(Rs485 rs485, Path device) {
    if (!rs485.enabled()) {
      return "off";
    }
    Path driver = TTYS.resolve(device.getFileName()).resolve("device/driver");
    try {
      return "requested, not confirmed by driver " + driver.toRealPath().getFileName();
    } catch (IOException e) {
      return "requested, but " + device + " has no driver that could do it";
    }
  }
}
