/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.repository;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import org.meterway.update.release.RepositoryIndex;

/** Opens repositories by address. */
public final class Repositories {
  private Repositories() {}

  /**
   * The repository of an address.
   *
   * @param address {@code https} or {@code file}; a folder, or the index in it
   * @param settings how a server is reached
   * @throws IOException if the address is none, or a file of the settings cannot be read, in words
   */
  public static Repository open(String address, HttpsSettings settings) throws IOException {
    URI folder = folder(address);
    if (folder.getScheme().equals("https")) {
      return new HttpsRepository(folder, settings);
    }
    try {
      return new FolderRepository(Path.of(folder));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new IOException(address + " is no folder of this machine", e);
    }
  }

  /**
   * The folder that an address means, ended by a slash.
   *
   * @throws IOException if it is no such address, in words
   */
  public static URI folder(String address) throws IOException {
    URI uri;
    try {
      uri = URI.create(address.strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(address + " is no address", e);
    }
    String scheme = uri.getScheme();
    boolean https = "https".equals(scheme) && uri.getHost() != null && uri.getUserInfo() == null;
    if (!https && !"file".equals(scheme)
        || uri.getRawPath() == null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IOException(
          address + " is no address as https://updates.example/meterway/ or file:/srv/meterway/");
    }
    String text = uri.toString();
    if (text.endsWith("/" + RepositoryIndex.FILE)) {
      text = text.substring(0, text.length() - RepositoryIndex.FILE.length());
    }
    return URI.create(text.endsWith("/") ? text : text + "/");
  }
}
