/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.update;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.update.release.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a key for those who publish. */
@Command(
    name = "keygen",
    sortOptions = false,
    header = "Make a key that releases are signed with.",
    description = {
      "",
      "FILE gets the private key, for its owner only: keep it away from gateways and web servers.",
      "FILE.pub gets the public one, which gateways trust.",
      ""
    })
final class KeygenCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "a new file")
  private Path file;

  KeygenCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    SigningKey key = SigningKey.generate();
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw CommandException.fault(file + " is there already", e);
    }
    Files.writeString(file, key.pem(), StandardCharsets.US_ASCII);
    Path publicFile = file.resolveSibling(file.getFileName() + ".pub");
    Files.writeString(publicFile, key.publicPem(), StandardCharsets.US_ASCII);
    console.print("key " + key.id() + ": private in " + file + ", public in " + publicFile);
    return 0;
  }
}
