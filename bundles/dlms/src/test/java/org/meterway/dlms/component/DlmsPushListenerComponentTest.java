/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.dlms.component.Waiting.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.dlms.DlmsPush;
import org.meterway.api.dlms.DlmsPushConsumer;
import org.meterway.api.dlms.DlmsReading;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Status;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.DataNotification;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.ProtectedApdu;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.dlms.wrapper.WrapperHeader;

@Timeout(120)
class DlmsPushListenerComponentTest {
  private static final String KEY = "000102030405060708090A0B0C0D0E0F";
  private static final String OTHER_KEY = "F0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF";
  private static final byte[] TITLE = {'K', 'A', 'M', 'E', 0, 0, 0, 1};

  @TempDir Path folder;
  private final List<DlmsPush> heard = new CopyOnWriteArrayList<>();
  private final FakeHeadEnd headEnd = new FakeHeadEnd();
  private DlmsPushListenerComponent component;

  private static final class FakeHeadEnd implements HeadEnd {
    private final List<String> payloads = new CopyOnWriteArrayList<>();
    private volatile SendResult result = SendResult.ACCEPTED;

    @Override
    public String name() {
      return "hes";
    }

    @Override
    public HeadEndStatus status() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SendResult send(byte[] payload) {
      if (result.isAccepted()) {
        payloads.add(new String(payload, StandardCharsets.UTF_8));
      }
      return result;
    }

    @Override
    public SendResult enqueue(byte[] payload) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void flush() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean awaitRoom(Duration atMost) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void activate() {
    component =
        new DlmsPushListenerComponent(
            new FakeFramework(folder).context(), Map.of("kura.service.pid", "pushes"));
  }

  @AfterEach
  void deactivate() throws InterruptedException {
    component.deactivate();
  }

  private void configure(Object... properties) {
    Map<String, Object> all = new HashMap<>();
    all.put("port", 0);
    for (int i = 0; i < properties.length; i += 2) {
      all.put((String) properties[i], properties[i + 1]);
    }
    component.configure(Config.listener(all));
  }

  private void hearing() {
    DlmsPushConsumer consumer = heard::add;
    component.addConsumer(consumer, Map.of(DlmsPushConsumer.LISTENER, "pushes"));
  }

  private int port() {
    await(() -> component.describe().state().equals("LISTENING"));
    String address = component.describe().facts().get("address");
    assertTrue(address.startsWith("127.0.0.1:"), address);
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private long counter(String name) {
    return component.describe().counters().get(name);
  }

  private static byte[] notification() {
    Data body =
        Data.structure(
            Data.structure(
                Data.of(Obis.of("1.0.1.7.0.255")),
                Data.unsigned32(2345),
                Data.structure(Data.int8(-1), Data.enumeration(27))));
    return ApduCodec.encode(new DataNotification(1, new byte[0], body));
  }

  private static void push(int port, byte[] apdu) throws IOException {
    byte[] frame = new byte[WrapperHeader.SIZE + apdu.length];
    new WrapperHeader(1, 103, apdu.length).write(frame, 0);
    System.arraycopy(apdu, 0, frame, WrapperHeader.SIZE, apdu.length);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(frame);
    }
  }

  @Test
  void aPushIsHeardByConsumersAndSentToTheHeadEnd() throws IOException {
    hearing();
    component.setHeadEnd(headEnd);
    configure("HeadEnd.target", "(kura.service.pid=hes)");
    push(port(), notification());
    await(() -> heard.size() == 1);
    DlmsPush push = heard.get(0);
    assertEquals("pushes", push.listener());
    assertEquals(
        List.of(DlmsReading.of("1.0.1.7.0.255", new BigDecimal("234.5"), "W")), push.readings());
    assertEquals(List.of(push.json() + "\n"), headEnd.payloads);
    assertTrue(push.json().contains("\"value\":234.5,\"unit\":\"W\""), push.json());
    assertEquals(1, counter("telegrams"));
    assertEquals(1, counter("readings"));
    assertEquals(1, counter("sent"));
    assertEquals("", component.describe().reason());
  }

  @Test
  void aCipheredPushNeedsItsKey() throws Exception {
    hearing();
    configure();
    push(port(), ciphered());
    await(() -> counter("faults") == 1);
    assertTrue(component.describe().facts().get("last.fault").contains("no key is known"));
    assertEquals(0, heard.size());
  }

  @Test
  void aCipheredPushIsHeardOnce() throws Exception {
    hearing();
    configure("encryptionKey", KEY, "authenticationKey", KEY);
    byte[] ciphered = ciphered();
    push(port(), ciphered);
    await(() -> heard.size() == 1);
    assertEquals("4B414D4500000001", heard.get(0).systemTitle());
    assertTrue(heard.get(0).verified());

    push(port(), ciphered);
    await(() -> counter("faults") == 1);
    assertEquals(1, heard.size(), "played again");
  }

  @Test
  void whatWasPushedBeforeARestartIsNotHeardOnceMore() throws Exception {
    byte[] ciphered = ciphered();
    hearing();
    configure("encryptionKey", KEY, "authenticationKey", KEY);
    push(port(), ciphered);
    await(() -> heard.size() == 1);

    restart();
    configure("encryptionKey", KEY, "authenticationKey", KEY);
    push(port(), ciphered);
    await(() -> counter("faults") == 1);

    assertEquals(1, heard.size(), "played again");
  }

  @Test
  void withNewKeysAMeterMayCountAnewAfterARestart() throws Exception {
    hearing();
    configure("encryptionKey", OTHER_KEY, "authenticationKey", KEY);
    push(port(), ciphered(OTHER_KEY));
    await(() -> heard.size() == 1);

    restart();
    configure("encryptionKey", KEY, "authenticationKey", KEY);
    push(port(), ciphered());

    await(() -> heard.size() == 2);
  }

  private void restart() throws InterruptedException {
    deactivate();
    activate();
    hearing();
  }

  private static byte[] ciphered() throws Exception {
    return ciphered(KEY);
  }

  private static byte[] ciphered(String encryptionKey) throws Exception {
    byte[] key = HexFormat.of().parseHex(KEY);
    KeyRing ring =
        new KeyRing(SecuritySuite.SUITE_0)
            .encryptionKey(HexFormat.of().parseHex(encryptionKey))
            .authenticationKey(key);
    try (SecurityContext context =
        SecurityContext.builder(ring, TITLE).counters(InvocationCounters.inMemory(1)).build()) {
      context.policy(
          SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION).in(Envelope.GENERAL_GLOBAL));
      byte[] plain = notification();
      ProtectedApdu protectedApdu = context.protect(plain, 0, plain.length);
      return Arrays.copyOfRange(
          protectedApdu.array(),
          protectedApdu.offset(),
          protectedApdu.offset() + protectedApdu.length());
    }
  }

  @Test
  void whatNobodyIsToldIsCounted() throws IOException {
    configure();
    push(port(), notification());
    await(() -> counter("undelivered") == 1);
  }

  @Test
  void aHeadEndThatIsMissingOrFullIsSaid() throws IOException {
    configure("HeadEnd.target", "(kura.service.pid=hes)");
    int port = port();
    assertEquals("no head end matches HeadEnd.target", component.describe().reason());
    push(port, notification());
    await(() -> counter("refused.closed") == 1);
    component.setHeadEnd(headEnd);
    headEnd.result = SendResult.QUEUE_FULL;
    push(port, notification());
    await(() -> counter("refused.queue.full") == 1);
    await(() -> counter("undelivered") == 2);
    component.unsetHeadEnd(headEnd);
  }

  @Test
  void aConsumerThatThrowsIsCounted() throws IOException {
    component.addConsumer(
        push -> {
          throw new IllegalStateException("on purpose");
        },
        Map.of(DlmsPushConsumer.LISTENER, DlmsPushConsumer.ANY));
    hearing();
    configure();
    push(port(), notification());
    await(() -> heard.size() == 1);
    assertEquals(1, counter("consumer.errors"));
  }

  @Test
  void noiseIsAFaultInWords() throws IOException {
    configure();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.getOutputStream().write(new byte[] {1, 2, 3});
    }
    await(() -> counter("faults") == 1);
    assertTrue(component.describe().facts().get("last.fault").contains("neither HDLC"));
  }

  @Test
  void anAddressInUseIsTriedAgain() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      configure("port", other.getLocalPort());
      await(() -> component.describe().state().equals("FAILED"));
      assertTrue(counter("open.failures") > 0);
    }
    port();
    assertEquals("", component.describe().reason());
  }

  @Test
  void anInvalidConfigurationLeavesTheLastGoodOneInForce() {
    configure();
    int port = port();
    configure("pauseMs", 1);
    Status status = component.describe();
    assertEquals("LISTENING", status.state());
    assertTrue(status.reason().contains("pauseMs is \"1\""), status::reason);
    assertEquals(port, port());
  }

  @Test
  void aLinkThatIsNotThereIsSaid() {
    configure("source", "LINK", "MeterLink.target", "(kura.service.pid=meter1)");
    await(() -> component.describe().state().equals("FAILED"));
    assertEquals("no link matches MeterLink.target", component.describe().reason());
    configure("source", "LINK");
    assertTrue(component.describe().reason().contains("MeterLink.target is"));
  }
}
