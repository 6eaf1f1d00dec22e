/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.tcp.ScriptedPeer.Fault;

/** Why there is no secured connection, in an operator's words; and nothing is lost over it. */
class TlsRefusalTest {
  private static final String NAMED = "the certificate of the head end (CN=hes) ";

  private TlsScene scene;

  @BeforeEach
  void prepare(@TempDir Path folder) {
    scene = new TlsScene(folder);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    scene.close();
  }

  // --- The certificate of the head end

  @Test
  void anExpiredCertificateIsNamedWithItsDate() {
    TestIdentity server =
        scene
            .issuer
            .issue("hes")
            .forHosts(TlsScene.HOST)
            .validFrom(Duration.ofDays(-20))
            .validUntil(Duration.ofDays(-2))
            .make();
    assertEquals(
        NAMED + "expired on " + CertificateWords.date(server.certificate().getNotAfter()),
        reasonWith(server));
  }

  @Test
  void anExpiredIssuerIsNamed() {
    TestIssuer old = scene.issuer.expiredIntermediate("Old issuer");
    String reason = reasonWith(old.issue("hes").forHosts(TlsScene.HOST).make());
    assertTrue(
        reason.startsWith("a certificate of its issuers (CN=Old issuer) expired on "), reason);
  }

  @Test
  void aCertificateThatIsTrustedByItselfMayNotExpireEither() {
    TestIdentity server =
        TestIssuer.selfSigned("hes")
            .forHosts(TlsScene.HOST)
            .validFrom(Duration.ofDays(-20))
            .validUntil(Duration.ofDays(-2))
            .make();
    TlsPeer peer = scene.keep(TlsPeer.showing(server));
    TcpHeadEnd headEnd =
        scene.startAtManualTime(
            scene
                .settings(peer.port())
                .with("tlsTrust", scene.trustFile(server.certificate()).toString()));
    assertEquals(
        NAMED + "expired on " + CertificateWords.date(server.certificate().getNotAfter()),
        TlsScene.awaitReason(headEnd));
  }

  @Test
  void aCertificateOfTheFutureMakesOneAskForTheClock() {
    TestIdentity server =
        scene.issuer.issue("hes").forHosts(TlsScene.HOST).validFrom(Duration.ofDays(2)).make();
    String reason = reasonWith(server);
    assertTrue(
        reason.startsWith(
            NAMED
                + "is valid from "
                + CertificateWords.date(server.certificate().getNotBefore())
                + " on, and this gateway's clock says "),
        reason);
    assertTrue(reason.endsWith(": is the clock right?"), reason);
  }

  @Test
  void aCertificateForOtherHostsIsNamedWithThem() {
    assertEquals(
        NAMED
            + "is for other.example, *.b.example, 10.1.2.3, not for hes.example"
            + " (see tlsServerName)",
        reasonWith(
            scene.issuer.issue("hes").forHosts("other.example", "*.b.example", "10.1.2.3").make()));
  }

  @Test
  void aCertificateForNoHostIsNamed() {
    assertEquals(
        NAMED + "is for no host, not for hes.example (see tlsServerName)",
        reasonWith(scene.issuer.issue("hes").make()));
  }

  @Test
  void anUnknownIssuerIsNamedAndWhereTheTrustedOnesAre() {
    TestIdentity server = TestIssuer.root("Other root").issue("hes").forHosts(TlsScene.HOST).make();
    assertEquals(
        NAMED
            + "comes from an unknown issuer: CN=Other root is not among those trusted (tlsTrust "
            + scene.folder.resolve("trust.pem")
            + ")",
        reasonWith(server));
  }

  @Test
  void anIssuerOfAKnownNameWithAnotherKeyIsUnknown() {
    TestIdentity server = TestIssuer.root("Test root").issue("hes").forHosts(TlsScene.HOST).make();
    String reason = reasonWith(server);
    assertTrue(
        reason.startsWith(NAMED + "comes from an unknown issuer: CN=Test root is not"), reason);
  }

  @Test
  void aMissingIntermediateIsNamed() {
    TestIdentity whole =
        scene.issuer.intermediate("Test servers").issue("hes").forHosts(TlsScene.HOST).make();
    String reason = reasonWith(new TestIdentity(whole.key(), whole.chain().subList(0, 1)));
    assertTrue(
        reason.startsWith(NAMED + "comes from an unknown issuer: CN=Test servers is not"), reason);
  }

  @Test
  void aCertificateThatIsSignedByItselfIsNamed() {
    String reason = reasonWith(TestIssuer.selfSigned("hes").forHosts(TlsScene.HOST).make());
    assertTrue(
        reason.startsWith(NAMED + "is signed by itself and not among those trusted (tlsTrust "),
        reason);
  }

  @Test
  void withoutATrustFileThatOfJavaCounts() {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server()));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()).with("tlsTrust", ""));
    String reason = TlsScene.awaitReason(headEnd);
    assertTrue(
        reason.endsWith("CN=Test root is not among those trusted (the trust of this Java)"),
        reason);
  }

  @Test
  void namesInACertificateDoNoHarmInLogs() {
    TestIdentity server =
        TestIssuer.root("Other\nERROR forged line").issue("hes").forHosts(TlsScene.HOST).make();
    String reason = reasonWith(server);
    assertFalse(reason.contains("\n"), reason);
  }

  // --- Our own certificate

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aHeadEndThatWantsACertificateAndGetsNoneIsToldOfAndTheQueueIsKept(String version) {
    TlsPeer peer =
        scene.keep(TlsPeer.trusting(scene.clients.certificate(), scene.server(), version));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    headEnd.send("kept".getBytes(US_ASCII));
    String reason = TlsScene.awaitReason(headEnd);
    assertTrue(
        reason.startsWith(
            "the head end wants a client certificate (see tlsCertificate), and there is none that"
                + " fits (alert "),
        reason);
    assertEquals(1, headEnd.status().queuedPayloads());
    assertEquals(0, headEnd.counters().get(HeadEndCounter.CONNECTS));
    assertEquals(1, headEnd.counters().get(HeadEndCounter.CONNECT_FAILURES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aHeadEndThatRefusesOurCertificateIsToldOfAndTheQueueIsKept(String version) {
    TlsPeer peer =
        scene.keep(TlsPeer.trusting(scene.clients.certificate(), scene.server(), version));
    TestIdentity stranger = TestIssuer.root("Strangers").issue("gateway 8").make();
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settingsWithClient(peer.port(), stranger));
    headEnd.send("kept".getBytes(US_ASCII));
    assertTrue(
        TlsScene.awaitReason(headEnd)
            .matches(
                "the head end ends TLS: it (refuses our certificate|does not trust the issuer of"
                    + " our certificate), CN=gateway 8 \\(alert \\w+\\)"),
        () -> TlsScene.awaitReason(headEnd));
    assertEquals(1, headEnd.status().queuedPayloads());
    assertEquals(0, headEnd.counters().get(HeadEndCounter.CONNECTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void anExpiredCertificateOfOursIsRefusedAndWarnedOf(String version) {
    TlsPeer peer =
        scene.keep(TlsPeer.trusting(scene.clients.certificate(), scene.server(), version));
    TestIdentity old =
        scene
            .clients
            .issue("gateway 7")
            .validFrom(Duration.ofDays(-20))
            .validUntil(Duration.ofDays(-2))
            .make();
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settingsWithClient(peer.port(), old));
    String reason = TlsScene.awaitReason(headEnd);
    assertTrue(reason.contains("it refuses our certificate"), reason);
    assertTrue(
        headEnd
            .describe()
            .reason()
            .endsWith(
                "; our certificate (CN=gateway 7) expired on "
                    + CertificateWords.date(old.certificate().getNotAfter())),
        headEnd.describe().reason());
  }

  // --- What is no TLS, or no TLS that fits

  @Test
  void withoutACommonVersionThatIsSaid() {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server(), "TLSv1.2"));
    TcpHeadEnd headEnd =
        scene.startAtManualTime(scene.settings(peer.port()).with("tlsVersions", "TLS13"));
    String reason = TlsScene.awaitReason(headEnd);
    assertTrue(reason.contains("no version of TLS in common (see tlsVersions)"), reason);
  }

  @Test
  void aPeerThatTalksInClearIsSaidToSpeakNoTls() throws IOException {
    ScriptedPeer peer = scene.keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    peer.connection(0).send("220 welcome\r\n".getBytes(US_ASCII));
    assertEquals("the head end does not speak TLS on this port", TlsScene.awaitReason(headEnd));
  }

  @Test
  void aPeerThatStaysSilentIsGivenUpAfterTheTimeOfTheHandshake() throws IOException {
    ScriptedPeer peer = scene.keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    Await.until("our hello has come", () -> peer.connection(0).receivedLength() > 100);
    Await.until(
        "the handshake is given up",
        () -> {
          scene.advance(headEnd, Duration.ofMillis(5000));
          return headEnd.counters().get(HeadEndCounter.CONNECT_FAILURES) > 0;
        });
    Await.until(
        "it is told of",
        () ->
            scene.states.contains(
                "WAITING the TLS handshake did not end within 5000 ms;"
                    + " does the head end speak TLS on this port?"));
  }

  @Test
  void aPeerThatClosesInTheHandshakeIsToldOf() throws IOException {
    ScriptedPeer peer = scene.keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    Await.until("our hello has come", () -> peer.connection(0).receivedLength() > 100);
    peer.connection(0).halfClose();
    assertEquals("closed by the head end during the TLS handshake", TlsScene.awaitReason(headEnd));
  }

  @Test
  void aPeerThatResetsInTheHandshakeIsToldOf() throws IOException {
    ScriptedPeer peer = scene.keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    Await.until("our hello has come", () -> peer.connection(0).receivedLength() > 100);
    peer.connection(0).reset();
    assertEquals("reset by the head end during the TLS handshake", TlsScene.awaitReason(headEnd));
  }

  @Test
  void closingWithinTheHandshakeIsImmediate() throws IOException {
    ScriptedPeer peer = scene.keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    Await.until("our hello has come", () -> peer.connection(0).receivedLength() > 100);
    headEnd.stop();
    assertEquals("CLOSED", headEnd.describe().state());
    Await.until("the connection is over", () -> peer.connection(0).hasEnded());
  }

  private String reasonWith(TestIdentity server) {
    TlsPeer peer = scene.keep(TlsPeer.showing(server));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    headEnd.send("kept".getBytes(US_ASCII));
    String reason = TlsScene.awaitReason(headEnd);
    assertEquals(1, headEnd.status().queuedPayloads());
    return reason;
  }
}
