/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.link.LineListener;
import org.meterway.rfc1662.Rfc1662FrameCodec;

/** Captures into real files, of lines that the test makes. */
@Timeout(60)
class RecorderTest {
  private static final int SNAP = 262_144;

  @TempDir Path folder;

  private final Map<LineListener, List<String>> registered = new ConcurrentHashMap<>();
  private final Rfc1662FrameCodec codec = new Rfc1662FrameCodec();
  private final Recorder recorder =
      new Recorder(
          () -> Optional.of(codec),
          (listener, links) -> {
            registered.put(listener, links);
            return () -> registered.remove(listener);
          },
          "Meterway test");

  @AfterEach
  void close() {
    recorder.close();
    assertTrue(registered.isEmpty(), "still on the lines");
  }

  private LineListener start(CaptureFiles files, CaptureLimits limits) throws CaptureException {
    recorder.start(List.of("meter1"), files, SNAP, limits);
    return registered.keySet().iterator().next();
  }

  private LineListener start() throws CaptureException {
    return start(CaptureFiles.ring(folder, 8, 1 << 24), CaptureLimits.NONE);
  }

  private byte[] frame(int number) {
    return codec
        .newEncoder(FrameFormat.QUECPYTHON)
        .encode(
            0x2100,
            0xBF,
            ("payload " + number).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private static void receive(LineListener tap, byte[] octets) {
    tap.received("meter1", FrameFormat.QUECPYTHON, octets, 0, octets.length);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "in time");
      Thread.onSpinWait();
    }
  }

  private long packets() {
    return recorder.describe("c", "").counters().get("packets");
  }

  @Test
  void eachOctetOfTheLineIsInExactlyOnePacket() throws Exception {
    Random random = new Random(7);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      byte[] frame = frame(i);
      if (random.nextInt(4) == 0) {
        frame[random.nextInt(frame.length)] ^= 0x10;
      }
      line.writeBytes(frame);
      line.writeBytes(new byte[random.nextInt(3)]);
    }
    byte[] octets = line.toByteArray();
    LineListener tap = start();
    int at = 0;
    while (at < octets.length) {
      int piece = Math.min(1 + random.nextInt(30), octets.length - at);
      tap.received("meter1", FrameFormat.QUECPYTHON, octets, at, piece);
      at += piece;
    }
    recorder.stop();
    PcapngFile file = PcapngFile.read(files().get(0));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    file.packets.forEach(packet -> written.writeBytes(packet.octets()));
    assertArrayEquals(octets, written.toByteArray());
    assertTrue(file.packets.stream().anyMatch(packet -> !packet.comment().isEmpty()));
    assertEquals(Map.of(0, (long) file.packets.size()), file.received);
    assertEquals(Map.of(0, 0L), file.dropped);
  }

  @Test
  void bothDirectionsOfALinkAreOneInterfaceEachLinkAnother() throws Exception {
    LineListener tap = start();
    byte[] frame = frame(1);
    receive(tap, frame);
    tap.sent("meter1", FrameFormat.QUECPYTHON, frame, 0, frame.length);
    byte[] stuffed = codec.newEncoder(FrameFormat.STUFFED).encode(0x2200, 0xC0, new byte[] {3, 1});
    tap.received("meter2", FrameFormat.STUFFED, stuffed, 0, stuffed.length);
    recorder.stop();
    PcapngFile file = PcapngFile.read(files().get(0));
    assertEquals(List.of("meter1", "meter2"), file.interfaces);
    assertEquals(
        List.of(0, 0, 1), file.packets.stream().map(PcapngFile.Packet::interfaceId).toList());
    assertEquals(
        List.of(true, false, true),
        file.packets.stream().map(PcapngFile.Packet::isInbound).toList());
    assertArrayEquals(stuffed, file.packets.get(2).octets());
  }

  @Test
  void aWrongFrameCheckIsAFaultInWordsAndInBits() throws Exception {
    LineListener tap = start();
    byte[] frame = frame(1);
    frame[10] ^= 1;
    receive(tap, frame);
    receive(tap, frame(2));
    recorder.stop();
    PcapngFile.Packet packet = PcapngFile.read(files().get(0)).packets.get(0);
    assertEquals(1 | 1 << 24, packet.flags());
    assertEquals(
        "FCS_MISMATCH: frame check wrong: check baud rate, parity and wiring", packet.comment());
  }

  @Test
  void theFileCanBeReadWhileItIsWritten() throws Exception {
    LineListener tap = start();
    receive(tap, frame(1));
    await(() -> packets() == 1);
    await(
        () -> {
          try {
            return PcapngFile.read(files().get(0)).packets.size() == 1;
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void aFullFileIsFollowedByAnotherAndTheOldestGivesWay() throws Exception {
    LineListener tap = start(CaptureFiles.ring(folder, 3, 4096), CaptureLimits.NONE);
    for (int i = 0; i < 2000; i++) {
      long before = i;
      receive(tap, frame(i));
      await(() -> packets() > before - 500);
    }
    recorder.stop();
    assertTrue(recorder.describe("c", "").counters().get("files") > 3);
    assertEquals(3, files().size());
    long last = 0;
    for (Path path : files()) {
      for (PcapngFile.Packet packet : PcapngFile.read(path).packets) {
        assertTrue(packet.nanos() >= last, "in order over the files");
        last = packet.nanos();
      }
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }
  }

  @Test
  void aLaterCaptureGoesOnWithAnotherFile() throws Exception {
    receive(start(), frame(1));
    recorder.stop();
    byte[] first = Files.readAllBytes(files().get(0));
    receive(start(), frame(2));
    recorder.stop();
    assertEquals(2, files().size());
    assertArrayEquals(first, Files.readAllBytes(files().get(0)));
  }

  @Test
  void whatIsNotTakenInTimeIsCountedInTheFileToo() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CaptureFiles slow =
        new CaptureFiles(folder, null, 2, 1 << 24) {
          @Override
          long freeBytes() throws IOException {
            try {
              go.await();
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
            return Long.MAX_VALUE;
          }
        };
    LineListener tap = start(slow, CaptureLimits.NONE);
    for (int i = 0; i < 10_000; i++) {
      receive(tap, frame(i));
    }
    go.countDown();
    await(() -> packets() > 4096);
    receive(tap, frame(1));
    recorder.stop();
    long dropped = recorder.describe("c", "").counters().get("dropped.pieces");
    PcapngFile file = PcapngFile.read(files().get(0));
    assertTrue(dropped > 0);
    assertEquals(Map.of(0, dropped), file.dropped);
    assertEquals(dropped, file.packets.stream().mapToLong(PcapngFile.Packet::gap).sum());
    assertEquals(10_001, dropped + file.packets.size());
  }

  @Test
  void aFullDiskEndsTheCaptureInWordsAndTheFileIsWhole() throws Exception {
    CaptureFiles full =
        new CaptureFiles(folder, null, 2, 1 << 24) {
          private int asked;

          @Override
          long freeBytes() {
            return asked++ < 1 ? Long.MAX_VALUE : RESERVE - 1;
          }
        };
    LineListener tap = start(full, CaptureLimits.NONE);
    receive(tap, frame(1));
    await(() -> packets() == 1);
    receive(tap, frame(2));
    await(() -> !recorder.isRunning());
    assertEquals("FAILED", recorder.describe("c", "").state());
    assertTrue(
        recorder.describe("c", "").reason().contains("less than 64 MiB are free on the disk"));
    PcapngFile.read(files().get(0));
    receive(start(), frame(3));
    recorder.stop();
    assertEquals("OFF", recorder.describe("c", "").state());
  }

  @Test
  void aFolderThatCannotBeWrittenIsSaid() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    CaptureException refused =
        assertThrows(
            CaptureException.class,
            () -> start(CaptureFiles.ring(file, 1, 4096), CaptureLimits.NONE));
    assertTrue(refused.getMessage().startsWith("nothing can be written in"), refused.getMessage());
  }

  @Test
  void limitsEndIt() throws Exception {
    LineListener tap =
        start(CaptureFiles.ring(folder, 2, 1 << 20), new CaptureLimits(Duration.ZERO, 3));
    for (int i = 0; i < 3; i++) {
      receive(tap, frame(i));
    }
    await(() -> !recorder.isRunning());
    assertEquals("it has its packets", recorder.describe("c", "").facts().get("ended"));
    start(CaptureFiles.ring(folder, 2, 1 << 20), new CaptureLimits(Duration.ofMillis(10), 0));
    await(() -> !recorder.isRunning());
    assertEquals("its time is over", recorder.describe("c", "").facts().get("ended"));
  }

  @Test
  void oneFileIsNeverOverwrittenAndEndsWhenItIsFull() throws Exception {
    Path single = folder.resolve("one.pcapng");
    LineListener tap = start(CaptureFiles.single(single, 1000), CaptureLimits.NONE);
    for (int i = 0; i < 20; i++) {
      receive(tap, frame(i));
    }
    await(() -> !recorder.isRunning());
    assertEquals("its file is full", recorder.describe("c", "").facts().get("ended"));
    assertThrows(
        CaptureException.class, () -> start(CaptureFiles.single(single, 1000), CaptureLimits.NONE));
  }

  @Test
  void onlyOneRunsAtATime() throws Exception {
    start();
    CaptureException second = assertThrows(CaptureException.class, this::start);
    assertTrue(second.getMessage().startsWith("a capture runs already"), second.getMessage());
  }

  @Test
  void longPacketsAreCutToTheSnapLength() throws Exception {
    recorder.start(List.of(), CaptureFiles.ring(folder, 1, 1 << 20), 64, CaptureLimits.NONE);
    byte[] frame = codec.newEncoder(FrameFormat.QUECPYTHON).encode(0x2100, 0xBF, new byte[1000]);
    receive(registered.keySet().iterator().next(), frame);
    recorder.stop();
    PcapngFile.Packet packet = PcapngFile.read(files().get(0)).packets.get(0);
    assertEquals(64, packet.octets().length);
    assertEquals(frame.length, packet.length());
  }
}
