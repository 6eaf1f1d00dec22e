/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.simulator.Pty;

/** What {@code decode} shows of a line, a named pipe or a program's output while that goes on. */
class DecodeLiveTest {
  private static final String HELLO = "7eff0300210006bf68656c6c6f37e97e";
  private static final long PATIENCE_SECONDS = 30;

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hello(int offset, int length) {
    return "{\"offset\":%d,\"length\":%d,\"protocol\":\"0x2100\",\"command\":\"SERIAL_NET\",\"payload\":\"68656c6c6f\"}\n"
        .formatted(offset, length);
  }

  private static String idle(int offset, int length) {
    return "{\"offset\":%d,\"length\":%d,\"idle\":true}\n".formatted(offset, length);
  }

  /** A line that pauses behind each piece, and notes what has been printed by then. */
  private static final class PausingLine extends InputStream {
    final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    final List<String> shown = new ArrayList<>();
    private final List<byte[]> pieces;
    private int next;
    private int at;

    PausingLine(List<byte[]> pieces) {
      this.pieces = pieces;
    }

    @Override
    public int available() {
      return next == 0 ? 0 : pieces.get(next - 1).length - at;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (available() == 0) {
        if (next > 0) {
          shown.add(printed.toString(StandardCharsets.UTF_8));
          printed.reset();
        }
        if (next == pieces.size()) {
          return -1;
        }
        next++;
        at = 0;
      }
      byte[] piece = pieces.get(next - 1);
      int count = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, buffer, offset, count);
      at += count;
      return count;
    }

    /** Runs {@code decode} on it; what it printed at each pause, and then at the end. */
    List<String> decode(int expectedStatus, String... options) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      List<String> arguments = new ArrayList<>(List.of("decode"));
      arguments.addAll(List.of(options));
      int status = Main.run(Console.of(this, printed, err), arguments.toArray(String[]::new));
      shown.add(printed.toString(StandardCharsets.UTF_8));
      assertEquals("", err.toString(StandardCharsets.UTF_8));
      assertEquals(expectedStatus, status);
      return shown;
    }
  }

  private static List<String> shown(String... pieces) {
    List<String> asHex =
        new PausingLine(
                Arrays.stream(pieces).map(p -> p.getBytes(StandardCharsets.US_ASCII)).toList())
            .decode(ExitStatus.GOOD);
    List<String> asRaw =
        new PausingLine(Arrays.stream(pieces).map(DecodeLiveTest::bytes).toList())
            .decode(ExitStatus.GOOD, "--raw");
    assertEquals(asHex, asRaw);
    return asRaw;
  }

  @Test
  void showsAFrameWhenTheLinePauses() {
    assertEquals(List.of(hello(0, 16), hello(16, 16), ""), shown(HELLO, HELLO));
  }

  @Test
  void showsAFrameWhileTheNextIsUnderWay() {
    assertEquals(
        List.of(hello(0, 16), hello(16, 16), ""),
        shown(HELLO + HELLO.substring(0, 8), HELLO.substring(8)));
  }

  @Test
  void givesFlagsThatHaveComeToTheFrameBeforeThem() {
    assertEquals(List.of(hello(0, 18), ""), shown(HELLO + "7e7e"));
    assertEquals(List.of(hello(0, 17), hello(17, 15), ""), shown(HELLO + "7e", HELLO.substring(2)));
  }

  @Test
  void givesFlagsThatComeAfterAPauseToTheNextFrame() {
    assertEquals(List.of(hello(0, 16), "", "", hello(16, 18), ""), shown(HELLO, "7e", "7e", HELLO));
    assertEquals(
        List.of(hello(0, 17), "", hello(17, 16), ""),
        shown(HELLO + "7e", "7e", HELLO.substring(2)));
  }

  @Test
  void coversFlagsThatComeAfterAPauseAtTheEnd() {
    assertEquals(List.of(hello(0, 17), "", "", idle(17, 2)), shown(HELLO + "7e", "7e", "7e"));
    assertEquals(List.of("", "", idle(0, 2)), shown("7e", "7e"));
  }

  @Test
  void showsAFrameBeforeTheEndOfItsTextLine() {
    PausingLine line =
        new PausingLine(
            List.of(
                HELLO.getBytes(StandardCharsets.US_ASCII),
                new byte[] {'\n'},
                new byte[] {'7'},
                new byte[] {'e'}));

    assertEquals(List.of(hello(0, 16), "", "", "", idle(16, 1)), line.decode(ExitStatus.GOOD));
  }

  @Test
  void countsTheOddDigitAtTheEndOfABlockOfText() {
    // The second digit of the last flag is the only character behind the first 64 KiB.
    int frames = 2047;
    String text = " ".repeat((1 << 16) - 32 * frames - 1) + HELLO.repeat(frames) + "7e";
    assertEquals((1 << 16) + 1, text.length());

    assertTrue(
        Run.of(text, "decode").good().endsWith(hello(16 * (frames - 1), 17)),
        "the flag belongs to the last frame");
  }

  @ParameterizedTest
  @ValueSource(strings = {"length", "stuffed"})
  void findsTheSameFramesHoweverTheLinePauses(String framing) {
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      byte[] stream = stream(random);
      Run whole = Run.of(stream, "decode", "--raw", "--framing", framing);
      List<String> shown =
          new PausingLine(pieces(stream, random))
              .decode(whole.exitStatus(), "--raw", "--framing", framing);

      List<JsonObject> objects = DecodeCommandTest.objects(String.join("", shown).lines().toList());
      int position = 0;
      for (JsonObject object : objects) {
        assertEquals(position, object.getInt("offset"), objects.toString());
        assertTrue(object.getInt("length") > 0, objects.toString());
        position += object.getInt("length");
      }
      assertEquals(stream.length, position, objects.toString());
      assertEquals(
          findings(DecodeCommandTest.objects(whole.out().lines().toList())), findings(objects));
    }
  }

  /** Frames, damaged frames, flags and noise. */
  private static byte[] stream(Random random) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    int parts = 1 + random.nextInt(8);
    for (int part = 0; part < parts; part++) {
      byte[] frame = bytes(HELLO);
      switch (random.nextInt(5)) {
        case 0 -> stream.writeBytes(bytes("7e".repeat(1 + random.nextInt(4))));
        case 1 -> stream.write(frame, 0, random.nextInt(frame.length));
        case 2 -> {
          frame[1 + random.nextInt(frame.length - 1)] ^= 1;
          stream.writeBytes(frame);
        }
        default -> stream.writeBytes(frame);
      }
    }
    return stream.toByteArray();
  }

  private static List<byte[]> pieces(byte[] stream, Random random) {
    List<byte[]> pieces = new ArrayList<>();
    int most = 1 + random.nextInt(20);
    int at = 0;
    while (at < stream.length) {
      int end = Math.min(stream.length, at + 1 + random.nextInt(most));
      pieces.add(Arrays.copyOfRange(stream, at, end));
      at = end;
    }
    return pieces;
  }

  /** What was found, but for which object has the flags in between. */
  private static List<String> findings(List<JsonObject> objects) {
    return objects.stream()
        .filter(object -> !object.containsKey("idle"))
        .map(object -> object.getString("payload", "") + object.getString("error", ""))
        .toList();
  }

  /** {@code decode} on a thread of its own; its output by pieces as it is flushed. */
  private static final class Running {
    private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> exitStatus = new CompletableFuture<>();

    Running(String... arguments) {
      OutputStream out =
          new OutputStream() {
            @Override
            public void write(int octet) {
              throw new UnsupportedOperationException();
            }

            @Override
            public void write(byte[] buffer, int offset, int length) {
              printed.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
            }
          };
      Console console = Console.of(InputStream.nullInputStream(), out, err);
      Thread thread =
          new Thread(() -> exitStatus.complete(Main.run(console, arguments)), "decode-live");
      thread.setDaemon(true);
      thread.start();
    }

    void shows(String expected) throws InterruptedException {
      assertEquals(
          expected,
          printed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS),
          () -> err.toString(StandardCharsets.UTF_8));
    }

    void endsWith(int expected) throws Exception {
      assertEquals(expected, exitStatus.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      assertEquals("", err.toString(StandardCharsets.UTF_8));
      assertTrue(printed.isEmpty(), printed.toString());
    }
  }

  private static Path fifo(Path folder) throws IOException, InterruptedException {
    Path fifo = folder.resolve("capture");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start().waitFor());
    return fifo;
  }

  @Test
  void readsANamedPipe(@TempDir Path folder) throws Exception {
    Path fifo = fifo(folder);
    Running decode = new Running("decode", fifo.toString());
    try (OutputStream writer = new FileOutputStream(fifo.toFile())) {
      writer.write((HELLO + "\n").getBytes(StandardCharsets.US_ASCII));
      decode.shows(hello(0, 16));
      writer.write((HELLO + "7e7e\n").getBytes(StandardCharsets.US_ASCII));
      decode.shows(hello(16, 18));
      writer.write("7e7e".getBytes(StandardCharsets.US_ASCII));
    }
    decode.shows(idle(34, 2));
    decode.endsWith(ExitStatus.GOOD);
  }

  @Test
  void readsANamedPipeThatIsWrittenAtOnce(@TempDir Path folder) throws Exception {
    Path fifo = fifo(folder);
    Running decode = new Running("decode", "--raw", fifo.toString());
    try (OutputStream writer = new FileOutputStream(fifo.toFile())) {
      writer.write(bytes("7e" + HELLO + "7e7e"));
    }
    decode.shows(hello(0, 19));
    decode.endsWith(ExitStatus.GOOD);
  }

  @Test
  void readsASerialDevice() throws Exception {
    try (Pty line = Pty.open()) {
      Running decode = new Running("decode", "--raw", line.device().toString());
      line.write(bytes(HELLO));
      decode.shows(hello(0, 16));
      line.write(bytes(HELLO));
      decode.shows(hello(16, 16));
    }
  }
}
