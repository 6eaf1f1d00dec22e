/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.DataNotification;
import org.meterway.dlms.apdu.DataNotificationConfirm;
import org.meterway.dlms.apdu.GeneralBlockTransfer;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.dlms.transport.ByteLine;
import org.meterway.dlms.wrapper.WrapperHeader;

class PushListenerTest implements PushSink {
  private static final Path RECORDED = Path.of("src/test/resources/org/meterway/dlms/vectors");
  private static final InetSocketAddress ANYWHERE = new InetSocketAddress("127.0.0.1", 0);
  private static final HexFormat HEX = HexFormat.of();
  private static final long SECONDS = 20;

  private final BlockingQueue<Notification> notifications = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> faults = new LinkedBlockingQueue<>();
  private final List<PushListener> listeners = new ArrayList<>();
  private final KeyRing keys =
      new KeyRing(SecuritySuite.SUITE_0)
          .encryptionKey(HEX.parseHex("000102030405060708090A0B0C0D0E0F"))
          .authenticationKey(HEX.parseHex("D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF"));

  @Override
  public void notification(String peer, Notification notification) {
    notifications.add(notification);
  }

  @Override
  public void fault(String peer, String reason) {
    faults.add(reason);
  }

  @AfterEach
  void closeListeners() {
    listeners.forEach(PushListener::close);
    keys.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "60-push-wrap-none",
        "61-push-wrap-enc",
        "63-push-wrap-auth",
        "64-push-hdlc-none",
        "66-push-wrap-generalglo"
      })
  void recordedPushesAreHeardOverTcp(String name) throws Exception {
    PushListener listener = tcp(PushOptions.of(systemTitle -> keys));

    try (Socket meter = connect(listener)) {
      meter.getOutputStream().write(recorded(name));
      assertHeard(heard());
    }
  }

  @Test
  void datagramsAreHeard() throws Exception {
    PushListener listener = PushListener.udp(ANYWHERE, PushOptions.of(systemTitle -> keys), this);
    listeners.add(listener);
    byte[] bytes = recorded("66-push-wrap-generalglo");

    try (DatagramSocket meter = new DatagramSocket(ANYWHERE)) {
      meter.send(new DatagramPacket(bytes, bytes.length, listener.address()));
      Notification notification = heard();

      assertHeard(notification);
      assertEquals(Protection.AUTHENTICATED_ENCRYPTION, notification.protection());
      assertTrue(notification.verified());
      assertEquals(1, notification.invocationCounter());
    }
  }

  @Test
  void aLineIsHeardUntilItEnds() throws Exception {
    Line line = new Line(recorded("64-push-hdlc-none"));
    listeners.add(PushListener.line("customer port", line, PushOptions.of(PushKeys.NONE), this));

    assertHeard(heard());
    assertEquals("the line has ended", faults.poll(SECONDS, TimeUnit.SECONDS));
  }

  @Test
  void aTelegramThatIsPlayedAgainIsRefused() throws Exception {
    PushListener listener = tcp(PushOptions.of(systemTitle -> keys));
    byte[] bytes = recorded("66-push-wrap-generalglo");

    for (int i = 0; i < 2; i++) {
      try (Socket meter = connect(listener)) {
        meter.getOutputStream().write(bytes);
        meter.shutdownOutput();
        assertEquals(-1, meter.getInputStream().read());
      }
    }

    assertHeard(heard());
    String refused = faults.poll(SECONDS, TimeUnit.SECONDS);
    assertTrue(refused.startsWith("the telegram of 4D4D4D0000BC614E: "), refused);
    assertTrue(notifications.isEmpty());
  }

  @Test
  void withoutItsKeyAMeterIsNamed() throws Exception {
    PushListener listener = tcp(PushOptions.of(PushKeys.NONE));

    try (Socket meter = connect(listener)) {
      meter.getOutputStream().write(recorded("61-push-wrap-enc"));
      assertEquals(
          "the telegram is ciphered, and no key is known of 4D4D4D0000BC614E",
          faults.poll(SECONDS, TimeUnit.SECONDS));
    }
  }

  @Test
  void blocksAreAcknowledgedAndPutTogether() throws Exception {
    PushListener listener = tcp(PushOptions.of(PushKeys.NONE).answering());
    byte[] whole = recorded("60-push-wrap-none");
    byte[] apdu = Arrays.copyOfRange(whole, WrapperHeader.SIZE, whole.length);

    try (Socket meter = connect(listener)) {
      meter.setSoTimeout((int) Duration.ofSeconds(SECONDS).toMillis());
      for (int block = 1; block <= 2; block++) {
        byte[] part =
            block == 1
                ? Arrays.copyOfRange(apdu, 0, 40)
                : Arrays.copyOfRange(apdu, 40, apdu.length);
        send(meter, new GeneralBlockTransfer(block == 2, false, 1, block, 0, part));
        GeneralBlockTransfer answer = (GeneralBlockTransfer) receive(meter);
        assertEquals(block, answer.acknowledged());
      }
      assertHeard(heard());
    }
  }

  @Test
  void aNotificationThatAsksForItIsConfirmed() throws Exception {
    PushListener listener = tcp(PushOptions.of(PushKeys.NONE).answering());

    try (Socket meter = connect(listener)) {
      meter.setSoTimeout((int) Duration.ofSeconds(SECONDS).toMillis());
      meter.getOutputStream().write(recorded("60-push-wrap-none"));

      DataNotificationConfirm confirm = (DataNotificationConfirm) receive(meter);
      assertEquals(0xC0000001L, confirm.longInvokeId());
    }
  }

  @Test
  void oneConnectionTooManyIsClosed() throws Exception {
    PushOptions few =
        new PushOptions(
            PushKeys.NONE,
            PushOptions.of(PushKeys.NONE).counters(),
            false,
            Duration.ofMillis(50),
            Duration.ofMinutes(1),
            1);
    PushListener listener = tcp(few);

    try (Socket first = connect(listener)) {
      first.getOutputStream().write(recorded("60-push-wrap-none"));
      assertHeard(heard());
      try (Socket second = connect(listener)) {
        second.setSoTimeout((int) Duration.ofSeconds(SECONDS).toMillis());
        assertEquals(-1, second.getInputStream().read());
      }
    }

    assertEquals(
        "one connection too many: 1 are there, closed", faults.poll(SECONDS, TimeUnit.SECONDS));
  }

  private PushListener tcp(PushOptions options) throws IOException {
    PushListener listener = PushListener.tcp(ANYWHERE, options, this);
    listeners.add(listener);
    return listener;
  }

  private static Socket connect(PushListener listener) throws IOException {
    return new Socket(listener.address().getAddress(), listener.address().getPort());
  }

  private Notification heard() throws InterruptedException {
    Notification notification = notifications.poll(SECONDS, TimeUnit.SECONDS);
    assertNotNull(notification, () -> "nothing heard; " + faults);
    return notification;
  }

  /** All of these pushes say the same. */
  private static void assertHeard(Notification notification) {
    DataNotification content = (DataNotification) notification.content();
    assertEquals(0xC0000001L, content.longInvokeId());
    assertEquals(PushLayout.OBJECT_LIST, notification.layout());
    Reading register = notification.readings().get(1);
    assertEquals(Obis.of("1.0.1.8.0.255"), register.name());
    assertEquals(12_345_678, register.value().asLong());
  }

  private static byte[] recorded(String name) throws IOException {
    return Files.readAllLines(RECORDED.resolve(name + ".hex")).stream()
        .filter(line -> line.startsWith("< "))
        .map(line -> HEX.parseHex(line.substring(2)))
        .findFirst()
        .orElseThrow();
  }

  private static void send(Socket meter, GeneralBlockTransfer block) throws IOException {
    byte[] apdu = ApduCodec.encode(block);
    byte[] frame = new byte[WrapperHeader.SIZE + apdu.length];
    new WrapperHeader(1, 16, apdu.length).write(frame, 0);
    System.arraycopy(apdu, 0, frame, WrapperHeader.SIZE, apdu.length);
    meter.getOutputStream().write(frame);
  }

  private static Object receive(Socket meter) throws Exception {
    byte[] header = meter.getInputStream().readNBytes(WrapperHeader.SIZE);
    WrapperHeader wrapper = WrapperHeader.read(header, 0, header.length);
    assertEquals(16, wrapper.source());
    return ApduCodec.decode(meter.getInputStream().readNBytes(wrapper.length()));
  }

  /** Gives its bytes, a pause, and ends. */
  private static final class Line implements ByteLine {
    private final byte[] bytes;
    private int reads;

    Line(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(byte[] target, int offset, int length, Duration timeout) {
      reads++;
      if (reads == 1) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
        return bytes.length;
      }
      return reads == 2 ? 0 : -1;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      throw new UnsupportedOperationException("a customer port is not written to");
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
