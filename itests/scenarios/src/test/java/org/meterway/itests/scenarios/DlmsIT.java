/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.itests.support.Eventually.eventually;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.dlms.DlmsException;
import org.meterway.api.dlms.DlmsMeter;
import org.meterway.api.dlms.DlmsPush;
import org.meterway.api.dlms.DlmsPushConsumer;
import org.meterway.api.dlms.DlmsReading;
import org.meterway.api.handler.HandlerReport;
import org.meterway.itests.support.DlmsModule;
import org.meterway.itests.support.Frame;
import org.meterway.itests.support.HeadEndServer;
import org.meterway.itests.support.Meter;
import org.meterway.itests.support.Wire;

/** Meters are read over DLMS, and heard, by configuration alone. */
public class DlmsIT extends Scenario {
  private static final String ENERGY = "3:1.0.1.8.0.255:2";

  /** A wrapper with a data-notification: active power 234.5 W, as customer ports push it. */
  private static final String PUSH =
      "000100010067001D 0F00000001 00 0201 0203 09060100010700FF 0600000929 02020FFF161B"
          .replace(" ", "");

  @Test
  void aRegisterIsReadInItsUnit() throws DlmsException {
    meter("meter1", Map.of("uri", dlmsMeter().uri()));

    DlmsReading reading = read(ENERGY).get(0);
    assertInstanceOf(BigDecimal.class, reading.value());
    assertEquals("Wh", reading.unit());
    gateway().awaitState("dlms", "meter1", "ASSOCIATED");
    assertTrue(gateway().counter("dlms", "meter1", "bytes.in") > 0);
  }

  @Test
  void aMeterIsReadCipheredAndItsCounterGoesOnAfterANewStart() throws DlmsException {
    Map<String, Object> ciphered = new HashMap<>();
    ciphered.put("uri", dlmsMeter().uri());
    ciphered.put("client", 1);
    ciphered.put("authentication", "HIGH_GMAC");
    ciphered.put("ciphering", "AUTHENTICATED_ENCRYPTION");
    ciphered.put("systemTitle", "4D57590000000001");
    ciphered.put("encryptionKey", "000102030405060708090A0B0C0D0E0F");
    ciphered.put("authenticationKey", "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF");
    Gateway.Instance instance = meter("meter1", ciphered);
    assertTrue(read(ENERGY).get(0).isGood());

    instance.delete();
    gateway().awaitGone("dlms", "meter1");
    meter("meter1", ciphered);
    assertTrue(read(ENERGY).get(0).isGood());
  }

  @Test
  void bothSidesShowWhoTheyAreBySigning(@TempDir Path folder)
      throws DlmsException, GeneralSecurityException, IOException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair client = generator.generateKeyPair();
    KeyPair signer = generator.generateKeyPair();
    Map<String, Object> signed = new HashMap<>();
    signed.put("uri", dlmsMeter(signer, client.getPublic()).uri());
    signed.put("client", 1);
    signed.put("authentication", "HIGH_ECDSA");
    signed.put("suite", 1);
    signed.put("systemTitle", "4D57590000000001");
    signed.put("signingKeyFile", pem(folder, "PRIVATE KEY", client.getPrivate()));
    signed.put("meterKeyFile", pem(folder, "PUBLIC KEY", signer.getPublic()));
    meter("meter1", signed);
    assertTrue(read(ENERGY).get(0).isGood());
  }

  private static String pem(Path folder, String kind, Key key) throws IOException {
    String octets = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    Path file = folder.resolve(kind.replace(' ', '-') + ".pem");
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + octets + "\n-----END " + kind + "-----\n");
    return file.toString();
  }

  @Test
  void aProfileIsReadRowByRow() throws DlmsException {
    meter("meter1", Map.of("uri", dlmsMeter().uri()));

    List<List<DlmsReading>> rows = new ArrayList<>();
    Instant now = Instant.now();
    long count =
        meter().readProfile("7:1.0.99.1.0.255:2", now.minus(Duration.ofDays(1)), now, rows::add);
    assertFalse(rows.isEmpty());
    assertEquals(rows.size(), count);
    assertInstanceOf(Instant.class, rows.get(0).get(0).value());
  }

  @Test
  void aMeterOnASerialLineIsReadWithoutALink() throws DlmsException {
    gateway().port("line", dlmsMeter().onSerialLine());
    gateway().awaitState("port", "line", "OPEN");
    meter("meter1", Map.of("MeterPort.target", Gateway.target("line"), "framing", "HDLC"));
    assertEquals("Wh", read(ENERGY).get(0).unit());
  }

  @Test
  void aMeterThatWantsASignOnStaysAtTheSpeedOfItsPort() throws DlmsException {
    gateway().port("line", dlmsMeter().onSerialLineWithSignOn()).change("baudRate", 9600);
    gateway().awaitState("port", "line", "OPEN");
    meter(
        "meter1",
        Map.of(
            "MeterPort.target",
            Gateway.target("line"),
            "framing",
            "MODE_E",
            "signOnBaudRate",
            9600));
    assertEquals("Wh", read(ENERGY).get(0).unit());
  }

  @Test
  void aMeterBehindALinkIsReadInItsTransparentData() throws DlmsException {
    Meter line = meterSpeaking(Wire.STUFFED);
    HeadEndServer server = headEndServer();
    gateway().flow("meter1", line, Wire.STUFFED, server);
    meter(
        "behind",
        Map.of("MeterLink.target", Gateway.target("meter1"), "framing", "HDLC", "idleSeconds", 0));
    leavesWithTheTest(DlmsModule.between(line, dlmsMeter()));

    assertEquals("Wh", read(ENERGY).get(0).unit());

    // Without an association the head end has the payloads, as ever.
    gateway().awaitState("dlms", "behind", "IDLE");
    gateway().awaitHandler(Gateway.TRANSPARENT, HandlerReport.State.BOUND);
    line.sends(Frame.transparent("hello".getBytes(StandardCharsets.US_ASCII)));
    assertEquals("hello", new String(server.receives(5), StandardCharsets.US_ASCII));
  }

  @Test
  void aPushIsHeardAndSentToTheHeadEnd() {
    HeadEndServer server = headEndServer();
    gateway().headEnd("hes", server.port());
    List<DlmsPush> heard = new CopyOnWriteArrayList<>();
    gateway()
        .register(DlmsPushConsumer.class, heard::add, Map.of(DlmsPushConsumer.LISTENER, "pushes"));
    gateway()
        .factory(
            Gateway.DLMS_PUSH_LISTENER,
            "pushes",
            Map.of("port", 0, "HeadEnd.target", Gateway.target("hes")));
    gateway().awaitState("dlms-push", "pushes", "LISTENING");

    push(HexFormat.of().parseHex(PUSH));

    eventually("a consumer hears it", () -> heard.size() == 1);
    DlmsPush push = heard.get(0);
    assertEquals(
        List.of(DlmsReading.of("1.0.1.7.0.255", new BigDecimal("234.5"), "W")), push.readings());
    byte[] json = (push.json() + "\n").getBytes(StandardCharsets.UTF_8);
    assertEquals(
        push.json() + "\n", new String(server.receives(json.length), StandardCharsets.UTF_8));
  }

  @Test
  void aMeterWithoutAnAddressIsThereAndSaysSo() {
    meter("meter1", Map.of());
    gateway().awaitState("dlms", "meter1", "UNCONFIGURED");
    gateway().awaitRefusal(Gateway.DLMS_METER, "meter1", "MeterPort.target");
  }

  private Gateway.Instance meter(String name, Map<String, Object> properties) {
    Gateway.Instance instance = gateway().factory(Gateway.DLMS_METER, name, properties);
    eventually("meter " + name, () -> gateway().status("dlms", name).isPresent());
    return instance;
  }

  private DlmsMeter meter() {
    return gateway().with(DlmsMeter.class, meter -> meter);
  }

  private List<DlmsReading> read(String... objects) throws DlmsException {
    List<DlmsReading> readings = meter().read(List.of(objects));
    assertTrue(
        readings.stream().allMatch(DlmsReading::isGood),
        () -> readings.stream().map(DlmsReading::error).collect(Collectors.joining(", ")));
    return readings;
  }

  private void push(byte[] telegram) {
    String address = gateway().status("dlms-push", "pushes").orElseThrow().facts().get("address");
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(telegram);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
