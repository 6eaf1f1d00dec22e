/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.meterway.cli.CommandException;
import org.meterway.cli.Console;
import org.meterway.cli.ExitStatus;
import org.meterway.cli.Inputs;
import org.meterway.dlms.record.Explainer;
import org.meterway.dlms.record.JsonTree;
import org.meterway.dlms.record.RecordedFrame;
import org.meterway.dlms.record.RecordedKeys;
import org.meterway.dlms.record.Recording;
import org.meterway.dlms.record.RecordingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains a recorded exchange. */
@Command(
    name = "decode",
    sortOptions = false,
    header = "Explain a recorded exchange or push: one JSON object a frame.",
    description = {
      "",
      "A line of the input is a frame: '> ' from the client, '< ' from the meter, then hex text;",
      "lines that begin with # are comments, of which keys and system titles are taken",
      "(EK=, AK=, dedicated=, client-title=, server-title=). HDLC, wrapper, M-Bus, the sign-on of",
      "mode E and bare APDUs are recognised. What a meter pushes is in \"notification\".",
      "Exit status: 0 all good, 1 some frame cannot be explained, 2 wrong usage.",
      ""
    })
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--ek-file",
      paramLabel = "FILE",
      description = "encryption key in hex; goes before what the input says")
  private Path encryptionKeyFile;

  @Option(names = "--ak-file", paramLabel = "FILE", description = "authentication key in hex")
  private Path authenticationKeyFile;

  @Option(
      names = "--system-title",
      paramLabel = "HEX",
      description = "of who ciphered, where the recording does not tell it")
  private String systemTitle;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "the recording (default: standard input)")
  private Path file;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    try (RecordedKeys keys = new RecordedKeys()) {
      byte[] encryption = key("the encryption key", encryptionKeyFile, "METERWAY_EK");
      if (encryption != null) {
        keys.encryptionKey(encryption);
      }
      byte[] authentication = key("the authentication key", authenticationKeyFile, "METERWAY_AK");
      if (authentication != null) {
        keys.authenticationKey(authentication);
      }
      if (systemTitle != null) {
        keys.systemTitle(Titles.parse("--system-title", systemTitle));
      }
      return explain(lines(), keys);
    }
  }

  private static byte[] key(String name, Path path, String variable)
      throws IOException, CommandException {
    if (path == null) {
      return Secrets.key(name, null, variable, 16);
    }
    String digits = Inputs.text(path).replaceAll("[\\s:]", "");
    return Secrets.key(name, path, variable, digits.length() == 64 ? 32 : 16);
  }

  private List<String> lines() throws IOException, CommandException {
    if (file == null) {
      return lines(console.in());
    }
    try (InputStream in = Files.newInputStream(Inputs.readable(file))) {
      return lines(in);
    }
  }

  private static List<String> lines(InputStream in) throws IOException {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList();
  }

  private int explain(List<String> lines, RecordedKeys keys) throws IOException, CommandException {
    boolean isGood = true;
    try (Explainer explainer = new Explainer(keys)) {
      for (RecordedFrame frame : Recording.parse(lines, keys).frames()) {
        for (Map<String, Object> tree : explainer.explain(frame)) {
          console.print(JsonTree.write(tree));
          isGood &= !tree.containsKey("error");
        }
      }
    } catch (RecordingException e) {
      throw CommandException.usage((file == null ? "" : file + ", ") + e.getMessage());
    }
    return isGood ? ExitStatus.GOOD : ExitStatus.FAULT;
  }
}
