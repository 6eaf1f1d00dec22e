/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meterway.api.codec.FcsOrder;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Framing;
import org.meterway.api.codec.Layout;
import org.meterway.api.codec.LineCutter;
import org.meterway.api.codec.LinePacket;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageException;
import org.meterway.api.message.Value;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;

/** Wireshark reads our files, and its dissector finds in a frame what our decoder finds. */
@Timeout(120)
class WiresharkTest {
  private static final Path DISSECTOR = Path.of("../../docs/wireshark/meterway.lua");
  private static final Path VECTORS =
      Path.of("../rfc1662/src/test/resources/org/meterway/rfc1662/quecpython-frames.json");
  private static final Pattern FRAME = Pattern.compile("\"(?:frame|request)\": *\"([0-9a-f]+)\"");
  private static final HexFormat HEX = HexFormat.of();
  private static final List<String> FIELDS =
      List.of(
          "meterway.framing",
          "meterway.protocol",
          "meterway.command",
          "meterway.parameter",
          "meterway.request_id",
          "meterway.type",
          "meterway.value",
          "meterway.value.number",
          "meterway.success",
          "meterway.payload",
          "meterway.fcs.good",
          "meterway.fault",
          "_ws.expert.message");

  @TempDir Path folder;

  private final Rfc1662FrameCodec frames = new Rfc1662FrameCodec();
  private final Rfc1662MessageCodec messages = new Rfc1662MessageCodec();

  @BeforeAll
  static void needTshark() throws Exception {
    boolean there;
    try {
      Process version =
          new ProcessBuilder("tshark", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      there = version.waitFor(30, TimeUnit.SECONDS) && version.exitValue() == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(there, "tshark is not installed");
  }

  private static FrameFormat format(Framing framing, FrameCheck check, int accm) {
    return new FrameFormat(
        framing, Layout.METER, check, FcsOrder.EITHER, accm, 0, FrameFormat.LARGEST_INFORMATION);
  }

  @ParameterizedTest
  @CsvSource({"LENGTH,FCS16,0", "LENGTH,FCS32,0", "STUFFED,FCS16,0", "STUFFED,FCS32,-1"})
  void fieldsAreThoseOfOurOwnDecoder(Framing framing, FrameCheck check, int accm) throws Exception {
    FrameFormat format = format(framing, check, accm);
    List<LinePacket> packets = new ArrayList<>();
    for (byte[] vector : vectors()) {
      new LineCutter(frames, FrameFormat.QUECPYTHON, packets::add).add(vector, 0, vector.length);
    }
    assertTrue(packets.size() > 100 && packets.stream().allMatch(LinePacket::isFrame));
    List<byte[]> line = new ArrayList<>();
    for (LinePacket packet : packets) {
      byte[] information = packet.information();
      byte[] data = java.util.Arrays.copyOfRange(information, 1, information.length);
      line.add(frames.newEncoder(format).encode(packet.protocol(), information[0] & 0xFF, data));
    }
    List<List<String>> rows = dissect(line);
    assertEquals(packets.size(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(
          expected(packets.get(i)), withoutFraming(rows.get(i)), HEX.formatHex(line.get(i)));
    }
  }

  private static List<String> withoutFraming(List<String> row) {
    return row.subList(1, row.size());
  }

  @Test
  void damagedFramesAreSaidToBe() throws Exception {
    byte[] good = frames.newEncoder(FrameFormat.QUECPYTHON).encode(0x2200, 0xC0, new byte[] {3, 1});
    byte[] check = good.clone();
    check[good.length - 2] ^= 1;
    byte[] noise = {1, 2, 3};
    byte[] half = java.util.Arrays.copyOf(good, 9);
    byte[] body =
        frames.newEncoder(FrameFormat.QUECPYTHON).encode(0x2200, 0xC5, new byte[] {1, 2, 3});
    byte[] flags = {0x7E, 0x7E};
    List<List<String>> rows = dissect(List.of(good, check, noise, half, body, flags));
    assertEquals("1", rows.get(0).get(10));
    assertEquals("0", rows.get(1).get(10));
    assertTrue(rows.get(1).get(12).contains("Frame check wrong"), rows.get(1).toString());
    assertEquals("octets outside a frame", rows.get(2).get(11));
    assertEquals("a frame that is cut off, or whose length is wrong", rows.get(3).get(11));
    assertTrue(rows.get(4).get(12).contains("form of its command"), rows.get(4).toString());
    assertEquals("", String.join("", rows.get(5)));
  }

  /** What the dissector must find, from our decoder. */
  private List<String> expected(LinePacket packet) {
    String[] row = new String[FIELDS.size() - 1];
    java.util.Arrays.fill(row, "");
    row[0] = "0x%04x".formatted(packet.protocol());
    row[1] = "0x%02x".formatted(packet.information()[0] & 0xFF);
    row[9] = "1";
    try {
      fill(row, message(packet));
    } catch (MessageException e) {
      row[11] = "The body has not the form of its command";
    }
    return List.of(row);
  }

  private Message message(LinePacket packet) throws MessageException {
    byte[] information = packet.information();
    return messages.decode(packet.protocol(), information, 0, information.length);
  }

  private static void fill(String[] row, Message message) {
    if (message instanceof Message.Transparent transparent) {
      row[8] = HEX.formatHex(transparent.payload());
    } else if (message instanceof Message.Get get) {
      row[2] = hex(get.parameter());
      get.requestId().ifPresent(id -> row[3] = Integer.toString(id));
    } else if (message instanceof Message.GetResponse response) {
      row[2] = hex(response.parameter());
      value(row, response.requestId(), response.value());
    } else if (message instanceof Message.GetError error) {
      row[2] = hex(error.parameter());
      row[7] = "0";
    } else if (message instanceof Message.Set set) {
      row[2] = hex(set.parameter());
      value(row, set.requestId(), set.value());
    } else if (message instanceof Message.SetData set) {
      row[2] = hex(set.parameter());
      row[5] = HEX.formatHex(set.data());
    } else if (message instanceof Message.SetResponse response) {
      row[2] = hex(response.parameter());
      row[7] = response.success() ? "1" : "0";
    } else if (message instanceof Message.Event event) {
      row[2] = hex(event.parameter());
      row[5] = HEX.formatHex(event.data());
    } else if (message instanceof Message.EventAcknowledgement acknowledgement) {
      row[7] = acknowledgement.success() ? "1" : "0";
    } else if (message instanceof Message.Parameter parameter) {
      row[2] = hex(parameter.parameter());
      row[5] = HEX.formatHex(parameter.value());
    } else if (message instanceof Message.Image image) {
      row[2] = hex(image.parameter());
      row[5] = HEX.formatHex(image.value());
    } else if (message instanceof Message.Other other) {
      row[8] = HEX.formatHex(other.data());
    }
  }

  private static void value(String[] row, int requestId, Value value) {
    row[3] = Integer.toString(requestId);
    row[4] = "0x%02x".formatted(value.type().tag());
    row[5] = HEX.formatHex(value.bytes());
    row[6] = value.type().isNumber() ? Long.toString(value.asNumber()) : "";
  }

  private static String hex(int id) {
    return "0x%04x".formatted(id);
  }

  private static List<byte[]> vectors() throws IOException {
    return FRAME
        .matcher(Files.readString(VECTORS))
        .results()
        .map(match -> HEX.parseHex(match.group(1)))
        .toList();
  }

  /** Writes the packets to a file, and has tshark tell the fields of each. */
  private List<List<String>> dissect(List<byte[]> packets) throws Exception {
    Path file = folder.resolve("capture.pcapng");
    try (var out = Files.newOutputStream(file)) {
      out.write(Pcapng.section("amd64", "Linux", "Meterway test"));
      out.write(Pcapng.interfaceDescription("meter1", "a line", 262_144));
      for (byte[] packet : packets) {
        out.write(Pcapng.packet(0, Instant.EPOCH, packet, 262_144, 1, 0, ""));
      }
      out.write(Pcapng.statistics(0, Instant.EPOCH, Instant.EPOCH, packets.size(), 0));
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "tshark", "-X", "lua_script:" + DISSECTOR, "-r", file.toString(), "-T", "fields"));
    command.addAll(List.of("-E", "separator=/t"));
    FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(folder.resolve("stderr").toFile());
    builder.environment().put("HOME", folder.toString());
    Process tshark = builder.start();
    String output = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, tshark.waitFor(), () -> errors().orElse(""));
    assertTrue(!errors().orElse("").contains("Lua"), () -> errors().orElse(""));
    return output.lines().map(line -> List.of(line.split("\t", -1))).toList();
  }

  private Optional<String> errors() {
    try {
      return Optional.of(Files.readString(folder.resolve("stderr")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
