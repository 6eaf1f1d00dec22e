/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

/** Says why a device cannot be opened, in words that tell a field engineer what to do. */
final class OpenFailure {
  /** jSerialComm's own code where another part of this process has the device open. */
  private static final int OPEN_IN_THIS_PROCESS = 2;

  private static final int EIO = 5;
  private static final int ENXIO = 6;
  private static final int EAGAIN = 11;
  private static final int EACCES = 13;
  private static final int EBUSY = 16;
  private static final int ENODEV = 19;
  private static final int EINVAL = 22;
  private static final int ENOTTY = 25;

  private OpenFailure() {}

  /** Where the configured path leads nowhere. */
  static String absent(String device, boolean danglingLink) {
    return danglingLink
        ? "no such device: " + device + " is a link to a device that is not there"
        : "no such device: " + device + " (is the adapter plugged in?)";
  }

  /**
   * Where the device is there and does not open.
   *
   * @param errno the system's error number
   * @param user the name of the user of this process
   */
  static String reason(int errno, DeviceFile file, LineSettings settings, String user) {
    if (errno == EACCES || !file.accessible()) {
      return permission(file, user);
    }
    return switch (errno) {
      case OPEN_IN_THIS_PROCESS -> file.path() + " is in use by another port of this gateway";
      case EAGAIN, EBUSY -> file.path() + " is in use by another program, which has locked it";
      case ENOTTY -> file.path() + " is not a serial device";
      case EINVAL -> file.path() + " cannot be set to " + settings.inWords();
      case EIO, ENXIO, ENODEV ->
          file.path() + " does not answer: its hardware is absent or was just unplugged";
      default -> file.path() + " cannot be opened (system error " + errno + ")";
    };
  }

  private static String permission(DeviceFile file, String user) {
    String device =
        "%s is %s:%s %s".formatted(file.path(), file.owner(), file.group(), file.permissions());
    return file.opensToGroup()
        ? "permission denied: user %s is not in group %s (%s)".formatted(user, file.group(), device)
        : "permission denied: user %s may not read and write (%s)".formatted(user, device);
  }
}
