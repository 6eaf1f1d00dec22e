/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.headend.HeadEndState;

/** A head end whose TLS is not Java's. */
@EnabledIf(
    value = "org.meterway.tcp.Openssl#isThere",
    disabledReason = "openssl 3 is not installed, so there is no foreign peer")
class OpensslPeerTest {
  private TlsScene scene;

  @BeforeEach
  void prepare(@TempDir Path folder) {
    scene = new TlsScene(folder);
    TestIdentity server = scene.server();
    scene.file("server.pem", server.certificatesPem());
    scene.file("server.key", server.pkcs8Pem());
    scene.file("clients.pem", TestIdentity.pem(scene.clients.certificate()));
  }

  @AfterEach
  void leaveNothing() throws Exception {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void payloadsGoUpAndDownBetweenTwoThatKnowEachOther(String version) throws IOException {
    Openssl.Server peer = serve(version + " -Verify 2 -CAfile clients.pem -verify_return_error");
    TcpHeadEnd headEnd = scene.start(scene.settingsWithClient(peer.port(), scene.client()));
    headEnd.send("hello from below\n".getBytes(US_ASCII));
    Await.until("it came up", () -> peer.output().contains("hello from below\n"));
    assertTrue(peer.output().contains("CN = gateway 7"), peer.output());
    peer.type("hello from above");
    Await.until("it came down", () -> scene.down().equals("hello from above\n"));
  }

  @Test
  void newKeysAreTakenAndGiven() throws IOException {
    Openssl.Server peer = serve("-tls1_3");
    TcpHeadEnd headEnd = scene.start(scene.settings(peer.port()));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    for (int i = 0; i < 5; i++) {
      peer.type("K"); // New keys for both directions; of a read it obeys the first letter only.
      int asked = i + 1;
      Await.until(
          "openssl has asked",
          () -> peer.output().split("SSL_do_handshake -> ", -1).length > asked);
      String down = "after " + i + "\n";
      peer.type(down.strip());
      Await.until("it came down", () -> scene.down().endsWith(down));
      String up = "up after " + i + "\n";
      headEnd.send(up.getBytes(US_ASCII));
      Await.until("it came up", () -> peer.output().contains(up));
    }
    assertEquals(1, headEnd.counters().get(HeadEndCounter.CONNECTS));
  }

  @Test
  void renegotiationIsRefused() throws IOException {
    Openssl.Server peer = serve("-tls1_2");
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    headEnd.send("hello\n".getBytes(US_ASCII));
    Await.until("it came up", () -> peer.output().contains("hello\n"));
    peer.type("r");
    assertEquals(
        "the head end wants to renegotiate, which is refused", TlsScene.awaitReason(headEnd));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aMissingCertificateIsToldOf(String version) {
    Openssl.Server peer = serve(version + " -Verify 2 -CAfile clients.pem");
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    String reason = TlsScene.awaitReason(headEnd);
    assertTrue(reason.startsWith("the head end wants a client certificate"), reason);
    assertEquals(0, headEnd.counters().get(HeadEndCounter.CONNECTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void anExpiredCertificateOfOursIsToldOf(String version) {
    Openssl.Server peer = serve(version + " -Verify 2 -CAfile clients.pem -verify_return_error");
    TestIdentity old =
        scene
            .clients
            .issue("gateway 7")
            .validFrom(Duration.ofDays(-20))
            .validUntil(Duration.ofDays(-2))
            .make();
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settingsWithClient(peer.port(), old));
    assertEquals(
        "the head end ends TLS: it refuses our certificate: expired, by its clock, CN=gateway 7"
            + " (alert certificate_expired)",
        TlsScene.awaitReason(headEnd));
    assertEquals(0, headEnd.counters().get(HeadEndCounter.CONNECTS));
  }

  @Test
  void anUnknownIssuerOfOursIsToldOf() {
    Openssl.Server peer = serve("-Verify 2 -CAfile clients.pem -verify_return_error");
    TestIdentity stranger = TestIssuer.root("Strangers").issue("gateway 8").make();
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settingsWithClient(peer.port(), stranger));
    assertEquals(
        "the head end ends TLS: it does not trust the issuer of our certificate, CN=gateway 8"
            + " (alert unknown_ca)",
        TlsScene.awaitReason(headEnd));
  }

  @Test
  void withoutACommonVersionThatIsSaid() {
    Openssl.Server peer = serve("-tls1_2");
    TcpHeadEnd headEnd =
        scene.startAtManualTime(scene.settings(peer.port()).with("tlsVersions", "TLS13"));
    assertEquals(
        "the head end ends TLS: no version of TLS in common (see tlsVersions)"
            + " (alert protocol_version)",
        TlsScene.awaitReason(headEnd));
  }

  @Test
  void aHeadEndThatSaysNothingAfterTheHandshakeIsTakenForOneThatAccepts() {
    Openssl.Server peer =
        serve("-tls1_3 -num_tickets 0 -Verify 2 -CAfile clients.pem -verify_return_error");
    TcpHeadEnd headEnd =
        scene.startAtManualTime(scene.settingsWithClient(peer.port(), scene.client()));
    headEnd.send("hello\n".getBytes(US_ASCII));
    Await.until("openssl is through", () -> peer.output().contains("CIPHER is"));
    assertEquals(1, headEnd.status().queuedPayloads());
    Await.until(
        "patience is over",
        () -> {
          scene.advance(headEnd, Duration.ofSeconds(1));
          return headEnd.status().state() == HeadEndState.CONNECTED;
        });
    Await.until("it came up", () -> peer.output().contains("hello\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "genrsa -traditional -out own.key 2048",
        "genrsa -out own.key 2048",
        "ecparam -name secp384r1 -genkey -out own.key",
        "genpkey -algorithm ED25519 -out own.key",
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes256 -pass pass:secret -out"
            + " own.key",
        "genpkey -algorithm RSA -aes-128-cbc -pass pass:secret -out own.key",
      })
  void keysAndCertificatesOfOpensslAreRead(String command) throws Exception {
    Openssl.run(scene.folder, command);
    Openssl.run(
        scene.folder,
        "req -x509 -key own.key -passin pass:secret -subj /CN=own -days 30 -out own.crt");
    Openssl.run(
        scene.folder,
        "pkcs12 -export -inkey own.key -passin pass:secret -in own.crt -passout pass:secret -out"
            + " own.p12");
    TestSettings settings =
        TestSettings.at(1).with("security", "TLS").with("tlsPassword", "secret");
    assertEquals(
        "CN=own",
        subject(
            settings
                .with("tlsCertificate", scene.folder.resolve("own.crt").toString())
                .with("tlsKey", scene.folder.resolve("own.key").toString())));
    assertEquals(
        "CN=own",
        subject(
            settings
                .with("tlsCertificate", scene.folder.resolve("own.p12").toString())
                .with("tlsKey", "")));
  }

  private static String subject(TestSettings settings) throws TlsException {
    TlsMaterial material = new TlsFiles(settings.settings().tls().orElseThrow()).load();
    return CertificateWords.subject(material.own().iterator().next().get(0));
  }

  private Openssl.Server serve(String options) {
    return scene.keep(new Openssl.Server(scene.folder, options));
  }
}
