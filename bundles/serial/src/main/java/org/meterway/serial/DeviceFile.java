/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What the file system says of a device.
 *
 * @param path with all symbolic links followed
 * @param accessible whether this process may read and write it
 * @param permissions as {@code ls} shows them, without the type: {@code rw-rw----}
 */
record DeviceFile(Path path, boolean accessible, String owner, String group, String permissions) {
  /** Asks the file system. */
  static DeviceFile of(Path path) throws IOException {
    PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
    return new DeviceFile(
        path,
        Files.isReadable(path) && Files.isWritable(path),
        attributes.owner().getName(),
        attributes.group().getName(),
        PosixFilePermissions.toString(attributes.permissions()));
  }

  /** Whether members of the group may read and write it. */
  boolean opensToGroup() {
    return permissions.startsWith("rw", 3);
  }
}
