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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.status.Health;
import org.meterway.api.tls.TlsIdentity;
import org.meterway.api.tls.TlsIdentityException;

/** Keys and certificates come late, are renewed, become unusable, or live in a keystore. */
class TlsRenewalTest {
  private TlsScene scene;

  @BeforeEach
  void prepare(@TempDir Path folder) {
    scene = new TlsScene(folder);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    scene.close();
  }

  // --- Files

  @Test
  void filesThatComeLaterAreWaitedFor() throws IOException {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server()));
    TestSettings settings =
        scene
            .settings(peer.port())
            .with("reconnectMinMs", 3_600_000)
            .with("reconnectMaxMs", 3_600_000);
    Path trust = scene.folder.resolve("trust.pem");
    Files.delete(trust);
    TcpHeadEnd headEnd = scene.startAtManualTime(settings);
    headEnd.send("kept".getBytes(US_ASCII));
    assertEquals("tlsTrust " + trust + " is not there", TlsScene.awaitReason(headEnd));
    assertEquals("tlsTrust " + trust + " is not there", headEnd.describe().reason());
    assertEquals(0, peer.accepted());

    scene.trustFile(scene.issuer.certificate());
    scene.advance(headEnd, Duration.ofSeconds(61));
    TlsScene.awaitReceived(peer.connection(0), "kept");
  }

  @Test
  void renewedFilesServeTheNextConnectionAndLeaveTheStandingOneAlone() throws Exception {
    TlsPeer peer = scene.keep(TlsPeer.trusting(scene.clients.certificate(), scene.server()));
    TcpHeadEnd headEnd =
        scene.startAtManualTime(scene.settingsWithClient(peer.port(), scene.client()));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    TestIdentity renewed = scene.clients.issue("gateway 7 renewed").make();
    // One after the other, as tools do: in between, the two do not belong together.
    scene.file("own.pem", renewed.certificatesPem());
    scene.advance(headEnd, Duration.ofSeconds(61));
    Await.until(
        "the mismatch is told of",
        () ->
            headEnd
                .describe()
                .reason()
                .equals(
                    "tlsCertificate "
                        + scene.folder.resolve("own.pem")
                        + " and the private key do not belong together; the certificate is that of"
                        + " CN=gateway 7 renewed; what was read before stays in use"));
    assertEquals(Health.WARNING, headEnd.describe().health());
    scene.file("own.key", renewed.pkcs8Pem());
    scene.advance(headEnd, Duration.ofSeconds(61));
    Await.until("all is well", () -> headEnd.describe().reason().isEmpty());
    assertEquals("CN=gateway 7 renewed", headEnd.describe().facts().get("tls.own.subject"));
    assertEquals(1, headEnd.counters().get(HeadEndCounter.CONNECTS));

    peer.connection(0).close();
    TlsScene.awaitState(headEnd, HeadEndState.WAITING);
    scene.advance(headEnd, Duration.ofSeconds(1));
    assertEquals(
        "CN=gateway 7 renewed",
        peer.connection(1).socket().getSession().getPeerPrincipal().getName());
  }

  @Test
  void filesThatBecomeUnusableLeaveTheOldOnesInUse() throws Exception {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server()));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    scene.file("trust.pem", "-----BEGIN CERTIFICATE-----\nMII");
    peer.connection(0).close();
    TlsScene.awaitState(headEnd, HeadEndState.WAITING);
    scene.advance(headEnd, Duration.ofSeconds(1));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    assertEquals(
        "tlsTrust "
            + scene.folder.resolve("trust.pem")
            + " is damaged: it holds a CERTIFICATE without END; what was read before stays in use",
        headEnd.describe().reason());
    assertEquals("", headEnd.status().reason());
  }

  @Test
  void aHeadEndWhoseIssuerIsNotTrustedYetIsReachedOnceItIs() {
    TestIssuer other = TestIssuer.root("Other root");
    TlsPeer peer = scene.keep(TlsPeer.showing(other.issue("hes").forHosts(TlsScene.HOST).make()));
    TcpHeadEnd headEnd =
        scene.startAtManualTime(
            scene
                .settings(peer.port())
                .with("reconnectMinMs", 3_600_000)
                .with("reconnectMaxMs", 3_600_000));
    TlsScene.awaitState(headEnd, HeadEndState.WAITING);
    scene.trustFile(scene.issuer.certificate(), other.certificate());
    scene.advance(headEnd, Duration.ofSeconds(61));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
  }

  @Test
  void anOwnCertificateThatExpiresSoonIsWarnedOf() {
    TlsPeer peer = scene.keep(TlsPeer.trusting(scene.clients.certificate(), scene.server()));
    TestIdentity soon = scene.clients.issue("gateway 7").validUntil(Duration.ofDays(13)).make();
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settingsWithClient(peer.port(), soon));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    assertEquals(Health.WARNING, headEnd.describe().health());
    assertEquals(
        "our certificate (CN=gateway 7) expires on "
            + CertificateWords.date(soon.certificate().getNotAfter()),
        headEnd.describe().reason());
    assertEquals("", headEnd.status().reason());
  }

  @Test
  void otherTlsSettingsConnectAnew() throws Exception {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server()));
    TestSettings settings = scene.settings(peer.port());
    TcpHeadEnd headEnd = scene.startAtManualTime(settings);
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    headEnd.configure(settings.config());
    headEnd.configure(settings.with("tlsVersions", "TLS13").config());
    peer.connection(1);
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    assertEquals(2, headEnd.counters().get(HeadEndCounter.CONNECTS));
    headEnd.configure(settings.with("security", "NONE").config());
    Await.until("it is in clear", () -> headEnd.describe().facts().get("tls.protocol") == null);
  }

  // --- A keystore

  @Test
  void aKeystoreTakesThePlaceOfFiles() throws Exception {
    TlsPeer peer = scene.keep(TlsPeer.trusting(scene.clients.certificate(), scene.server()));
    TcpHeadEnd headEnd = scene.startAtManualTime(withKeystore(peer));
    headEnd.send("kept".getBytes(US_ASCII));
    assertEquals(
        "there is no keystore that matches (kura.service.pid=ks1)", TlsScene.awaitReason(headEnd));

    headEnd.setTlsIdentity(new Keystore("ks1", scene.client()));
    TlsScene.awaitReceived(peer.connection(0), "kept");
    assertEquals(
        "CN=gateway 7", peer.connection(0).socket().getSession().getPeerPrincipal().getName());
    assertEquals("CN=gateway 7", headEnd.describe().facts().get("tls.own.subject"));
  }

  @Test
  void withoutATargetNoKeystoreIsUsed() {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server()));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    headEnd.setTlsIdentity(new Keystore("any", TestIssuer.selfSigned("x").make()));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
  }

  @Test
  void theNextConnectionIsMadeWithWhatTheKeystoreHoldsThen() throws Exception {
    TlsPeer peer = scene.keep(TlsPeer.trusting(scene.clients.certificate(), scene.server()));
    Keystore keystore = new Keystore("ks1", scene.client());
    TcpHeadEnd headEnd = scene.startAtManualTime(withKeystore(peer));
    headEnd.setTlsIdentity(keystore);
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    keystore.own = scene.clients.issue("gateway 7 renewed").make();
    headEnd.updateTlsIdentity(keystore);
    Await.until(
        "the renewal is noticed",
        () -> "CN=gateway 7 renewed".equals(headEnd.describe().facts().get("tls.own.subject")));
    assertEquals(1, headEnd.counters().get(HeadEndCounter.CONNECTS));

    peer.connection(0).close();
    TlsScene.awaitState(headEnd, HeadEndState.WAITING);
    scene.advance(headEnd, Duration.ofSeconds(1));
    assertEquals(
        "CN=gateway 7 renewed",
        peer.connection(1).socket().getSession().getPeerPrincipal().getName());
  }

  @Test
  void anotherKeystoreConnectsAnewButTheSameOneAgainDoesNot() {
    TlsPeer peer = scene.keep(TlsPeer.trusting(scene.clients.certificate(), scene.server()));
    Keystore keystore = new Keystore("ks1", scene.client());
    TcpHeadEnd headEnd = scene.startAtManualTime(withKeystore(peer));
    headEnd.setTlsIdentity(keystore);
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    headEnd.unsetTlsIdentity(keystore);
    headEnd.setTlsIdentity(new Keystore("ks1", keystore.own));
    headEnd.send("same".getBytes(US_ASCII));
    TlsScene.awaitReceived(peer.connection(0), "same");
    assertEquals(1, headEnd.counters().get(HeadEndCounter.CONNECTS));

    headEnd.setTlsIdentity(new Keystore("ks2", scene.clients.issue("gateway 8").make()));
    peer.connection(1);
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    assertEquals("CN=gateway 8", headEnd.describe().facts().get("tls.own.subject"));
  }

  @Test
  void aKeystoreThatIsAwayForAWhileIsNotMissed() throws Exception {
    TlsPeer peer = scene.keep(TlsPeer.trusting(scene.clients.certificate(), scene.server()));
    Keystore keystore = new Keystore("ks1", scene.client());
    TcpHeadEnd headEnd = scene.startAtManualTime(withKeystore(peer));
    headEnd.setTlsIdentity(keystore);
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    headEnd.unsetTlsIdentity(keystore);
    peer.connection(0).close();
    TlsScene.awaitState(headEnd, HeadEndState.WAITING);
    scene.advance(headEnd, Duration.ofSeconds(1));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    assertEquals(
        "there is no keystore that matches (kura.service.pid=ks1);"
            + " what was read before stays in use",
        headEnd.describe().reason());

    headEnd.setTlsIdentity(new Keystore("ks1", keystore.own));
    Await.until("all is well", () -> headEnd.describe().reason().isEmpty());
    assertEquals(2, headEnd.counters().get(HeadEndCounter.CONNECTS));
  }

  @Test
  void aKeystoreThatCannotBeReadIsToldOfInItsWords() {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server()));
    Keystore keystore = new Keystore("ks1", null);
    TcpHeadEnd headEnd = scene.startAtManualTime(withKeystore(peer));
    headEnd.setTlsIdentity(keystore);
    Await.until(
        "it is told of", () -> headEnd.status().reason().equals("keystore ks1 cannot be read"));
    keystore.own = scene.client();
    headEnd.updateTlsIdentity(keystore);
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
  }

  @Test
  void aKeystoreThatCannotCheckNamesIsRefused() {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server()));
    TcpHeadEnd headEnd = scene.startAtManualTime(withKeystore(peer));
    headEnd.setTlsIdentity(
        new Keystore("ks1", scene.client()) {
          @Override
          public List<TrustManager> trustManagers() {
            return List.of(new TrustManager() {});
          }
        });
    Await.until(
        "it is told of",
        () -> headEnd.status().reason().equals("there is no check of the head end's name"));
    assertTrue(peer.accepted() == 0);
  }

  private TestSettings withKeystore(TlsPeer peer) {
    return scene
        .settings(peer.port())
        .with("tlsTrust", "")
        .with("TlsIdentity_target", "(kura.service.pid=ks1)")
        .with("reconnectMinMs", 1000)
        .with("reconnectMaxMs", 1000);
  }

  /** As the platform's. */
  private class Keystore implements TlsIdentity {
    private final String name;
    private volatile TestIdentity own;

    Keystore(String name, TestIdentity own) {
      this.name = name;
      this.own = own;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<KeyManager> keyManagers() throws TlsIdentityException {
      TestIdentity current = own;
      if (current == null) {
        throw new TlsIdentityException("keystore " + name + " cannot be read");
      }
      try {
        return List.of(OneKey.of(current.key(), current.chain()));
      } catch (FileProblem e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public List<TrustManager> trustManagers() {
      try {
        return List.of(Trust.in(List.of(scene.issuer.certificate())));
      } catch (TlsException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
