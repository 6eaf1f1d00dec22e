/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Callable;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageCodec;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** JSON lines to frames. */
@Command(
    name = "encode",
    sortOptions = false,
    header = "Make frames out of JSON lines: a hex line each.",
    description = {
      "",
      "Reads what decode prints, and replies to a request that is given as a frame.",
      "A wrong line is told of and left out; the others are encoded.",
      "Exit status: 0 all good, 1 some line was wrong, 2 wrong usage.",
      ""
    },
    footer = {
      "",
      "Lines that it takes, for example:",
      "  {\"protocol\":\"0x2100\",\"payload\":\"68656c6c6f\"}",
      "  {\"protocol\":\"0x2200\",\"command\":\"GET\",\"parameter\":\"0x8003\"}",
      "  {\"protocol\":\"0x2200\",\"command\":\"SET\",\"parameter\":\"0x8002\",\"data\":\"0101\"}",
      "  {\"protocol\":\"0x2200\",\"command\":\"SET\",\"parameter\":\"0x2801\",\"requestId\":258,",
      "   \"type\":\"octet-string\",\"value\":\"313233\"}              (on one line)",
      "  {\"reply\":\"GET\",\"request\":\"<frame>\",\"type\":\"unsigned\",\"value\":5}",
      "  {\"reply\":\"GET_ERROR\",\"request\":\"<frame>\"}   or SET_OK, SET_FAILED, EVENT",
      "  {\"reply\":\"IMAGE_GET\",\"request\":\"<frame>\",\"data\":\"01\"}   or IMAGE_SET",
      "Types: unsigned, long-unsigned, double-long-unsigned (value: a number);",
      "octet-string, visible-string, date-time (value: hex text)."
    })
final class EncodeCommand implements Callable<Integer> {
  private final Console console;
  private final MessageCodec messages = new Rfc1662MessageCodec();
  private final JsonText json = new JsonText();
  private final Map<FcsOrder, FrameEncoder> encoders = new EnumMap<>(FcsOrder.class);

  @Mixin private FrameOptions frameOptions;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "a file (default: standard input)")
  private Path file;

  EncodeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, CommandException {
    if (file == null) {
      return encode(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    }
    try (Reader in = Files.newBufferedReader(Inputs.readable(file))) {
      return encode(in);
    }
  }

  private int encode(Reader in) throws IOException, CommandException {
    ReplyParser replies = new ReplyParser(frameOptions.meterFormat(), messages);
    for (FcsOrder order : FcsOrder.values()) {
      encoders.put(order, new Rfc1662FrameCodec().newEncoder(frameOptions.answerFormat(order)));
    }
    BufferedReader lines = new BufferedReader(in);
    int exitStatus = ExitStatus.GOOD;
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      try {
        console.print(HexFormat.of().formatHex(frame(line, replies)));
      } catch (JsonText.JsonSyntaxException e) {
        report("line " + number + ", column " + e.column() + ": " + e.getMessage());
        exitStatus = ExitStatus.FAULT;
      } catch (JsonInputException | IllegalArgumentException e) {
        report("line " + number + ": " + e.getMessage());
        exitStatus = ExitStatus.FAULT;
      }
      if (!lines.ready()) {
        console.out().flush();
      }
    }
    return exitStatus;
  }

  private byte[] frame(String line, ReplyParser replies)
      throws JsonText.JsonSyntaxException, JsonInputException {
    Fields fields = new Fields(json.object(line));
    if (fields.has("reply")) {
      ReplyParser.Reply reply = replies.parse(fields);
      return frame(reply.message(), reply.order());
    }
    return frame(MessageParser.parse(fields), FcsOrder.EITHER);
  }

  private byte[] frame(Message message, FcsOrder order) {
    return encoders
        .get(order)
        .encode(message.protocol(), message.command(), messages.body(message));
  }

  private void report(String problem) {
    console.complain("meterway encode: " + problem);
  }
}
