/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.simulator.Pty;

/** HDLC as clients of others speak it, over TCP and over a pseudo-terminal. */
class LinesTest {
  static List<Path> recordings() throws IOException {
    return RecordedRequestsTest.recordings("4?-hdlc-*.hex").toList();
  }

  /** What is there of SNRM, AARQ and requests before answers are longer than recorded. */
  private static final int ALIKE = 3;

  @ParameterizedTest(name = "{0}")
  @MethodSource("recordings")
  void framesAreAnsweredInKind(Path recording) throws Exception {
    List<RecordedRequestsTest.Frame> frames = RecordedRequestsTest.frames(recording);
    DlmsMeterOptions options =
        RecordedRequestsTest.options(SecuritySuite.SUITE_0).toBuilder()
            .tcpHdlc(TestMeters.anyPort())
            .build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(options);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), meter.tcpHdlcPort())) {
      socket.setSoTimeout(5000);
      for (int i = 0; i < ALIKE * 2; i += 2) {
        socket.getOutputStream().write(frames.get(i).bytes());
        byte[] given = frame(socket.getInputStream());
        byte[] recorded = frames.get(i + 1).bytes();
        assertEquals(kind(recorded), kind(given), "answer to frame " + i);
      }
    }
  }

  /** The control field without numbers. */
  private static int kind(byte[] frame) {
    int control = HdlcBytes.control(frame);
    return (control & 1) == 0 ? 0 : control;
  }

  private static byte[] frame(InputStream in) throws IOException {
    byte[] frame = new byte[3];
    in.readNBytes(frame, 0, 3);
    int length = ((frame[1] & 7) << 8 | frame[2] & 0xFF) + 2;
    frame = Arrays.copyOf(frame, length);
    in.readNBytes(frame, 3, length - 3);
    return frame;
  }

  @Test
  void aPseudoTerminalIsALine() throws Exception {
    List<RecordedRequestsTest.Frame> frames =
        RecordedRequestsTest.frames(
            RecordedRequestsTest.recordings("40-hdlc-*.hex").findFirst().orElseThrow());
    try (Pty pty = Pty.open();
        DlmsTestMeter meter = DlmsTestMeter.start(DlmsMeterOptions.builder().build());
        RandomAccessFile device = new RandomAccessFile(pty.device().toFile(), "rw")) {
      meter.serveHdlc(new PtyByteLine(pty));
      device.write(frames.get(0).bytes());
      byte[] answer = frame(input(device));
      assertEquals(0x73, HdlcBytes.control(answer), "UA");
    }
  }

  @Test
  void aSignOnComesFirstInModeE() throws Exception {
    try (Pty pty = Pty.open();
        DlmsTestMeter meter = DlmsTestMeter.start(DlmsMeterOptions.builder().build());
        RandomAccessFile device = new RandomAccessFile(pty.device().toFile(), "rw")) {
      meter.serveModeE(new PtyByteLine(pty));
      device.write("/?!\r\n".getBytes());
      String identification = line(input(device));
      assertTrue(identification.startsWith("/MWY5\\2"), identification);
      device.write("\u0006252\r\n".getBytes());
      assertEquals("\u0006252\r\n", line(input(device)));
      device.write(
          RecordedRequestsTest.frames(
                  RecordedRequestsTest.recordings("40-hdlc-*.hex").findFirst().orElseThrow())
              .get(0)
              .bytes());
      assertEquals(0x73, HdlcBytes.control(frame(input(device))), "UA");
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.indexOf("\n") < 0) {
      line.append((char) in.read());
    }
    return line.toString();
  }

  private static InputStream input(RandomAccessFile device) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return device.read();
      }
    };
  }

  @Test
  void aConnectionTooManyIsClosed() throws Exception {
    DlmsMeterOptions options =
        DlmsMeterOptions.builder().tcp(TestMeters.anyPort()).maxConnections(1).build();
    try (DlmsTestMeter meter = DlmsTestMeter.start(options);
        RawClient first = new RawClient(meter.tcpPort()).associated();
        Socket second = new Socket(InetAddress.getLoopbackAddress(), meter.tcpPort())) {
      second.setSoTimeout(5000);
      assertEquals(-1, second.getInputStream().read());
      assertEquals(1, meter.connections());
      first.ask("6203800100");
    }
  }
}
