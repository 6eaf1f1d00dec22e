/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import javax.net.ssl.ExtendedSSLSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.headend.HeadEndState;

/** Connections that are secured and stand: versions, records of any size, new keys, the end. */
class TlsConnectionTest {
  private TlsScene scene;

  @BeforeEach
  void prepare(@TempDir Path folder) {
    scene = new TlsScene(folder);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void payloadsGoUpAndDown(String version) throws IOException {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server(), version));
    TcpHeadEnd headEnd = scene.start(scene.settings(peer.port()).with("registration", "login "));
    headEnd.send("up".getBytes(US_ASCII));
    TlsScene.awaitReceived(peer.connection(0), "login up");
    peer.connection(0).send("down".getBytes(US_ASCII));
    Await.until("it came down", () -> scene.down().equals("down"));
    assertEquals(version, headEnd.describe().facts().get("tls.protocol"));
    assertEquals("CN=hes", headEnd.describe().facts().get("tls.peer.subject"));
    assertEquals("CN=Test root", headEnd.describe().facts().get("tls.peer.issuer"));
    assertTrue(headEnd.describe().facts().containsKey("tls.peer.not.after"));
    assertEquals("", headEnd.describe().reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void bothSidesShowTheirCertificates(String version) throws Exception {
    TlsPeer peer =
        scene.keep(TlsPeer.trusting(scene.clients.certificate(), scene.server(), version));
    TcpHeadEnd headEnd = scene.start(scene.settingsWithClient(peer.port(), scene.client()));
    headEnd.send("up".getBytes(US_ASCII));
    TlsScene.awaitReceived(peer.connection(0), "up");
    assertEquals(
        "CN=gateway 7", peer.connection(0).socket().getSession().getPeerPrincipal().getName());
    assertEquals("CN=gateway 7", headEnd.describe().facts().get("tls.own.subject"));
    assertEquals("CN=Client root", headEnd.describe().facts().get("tls.own.issuer"));
  }

  @Test
  void ofTwoVersionsTheNewerOneIsSpoken() {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server(), "TLSv1.2", "TLSv1.3"));
    TcpHeadEnd headEnd = scene.start(scene.settings(peer.port()));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    assertEquals("TLSv1.3", headEnd.describe().facts().get("tls.protocol"));
  }

  @Test
  void aChainOverAnIntermediateIsFollowedOnBothSides() {
    TestIdentity server =
        scene.issuer.intermediate("Test servers").issue("hes").forHosts(TlsScene.HOST).make();
    TestIdentity client = scene.clients.intermediate("Test clients").issue("gateway 7").make();
    TlsPeer peer = scene.keep(TlsPeer.trusting(scene.clients.certificate(), server));
    TcpHeadEnd headEnd = scene.start(scene.settingsWithClient(peer.port(), client));
    headEnd.send("up".getBytes(US_ASCII));
    TlsScene.awaitReceived(peer.connection(0), "up");
  }

  @Test
  void anotherNameThanTheHostIsAskedForAndChecked() {
    TestIdentity server = scene.issuer.issue("x").forHosts("*.utility.example").make();
    TlsPeer peer = scene.keep(TlsPeer.showing(server));
    scene.start(scene.settings(peer.port()).with("tlsServerName", "ami.utility.example"));
    ExtendedSSLSession session =
        (ExtendedSSLSession) peer.connection(0).socket().getSession(); // Waits for the handshake.
    assertEquals(
        "[type=host_name (0), value=ami.utility.example]",
        session.getRequestedServerNames().toString());
  }

  @Test
  void anAddressIsCheckedAsAnAddress() {
    TestIdentity server = scene.issuer.issue("x").forHosts("127.0.0.1").make();
    TlsPeer peer = scene.keep(TlsPeer.showing(server));
    TcpHeadEnd headEnd = scene.start(scene.settings(peer.port()).with("host", "127.0.0.1"));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
  }

  @Test
  void aCertificateThatIsTrustedByItselfServes() {
    TestIdentity server = TestIssuer.selfSigned("hes").forHosts(TlsScene.HOST).make();
    TlsPeer peer = scene.keep(TlsPeer.showing(server));
    TcpHeadEnd headEnd =
        scene.start(
            scene
                .settings(peer.port())
                .with("tlsTrust", scene.trustFile(server.certificate()).toString()));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aPeerAndASocketThatMoveOneByteAtATimeAreNoTrouble(String version) throws IOException {
    TlsPeer peer =
        scene.keep(TlsPeer.trusting(scene.clients.certificate(), scene.server(), version));
    TcpHeadEnd headEnd =
        scene.start(
            scene.settingsWithClient(peer.port(), scene.client()),
            socket -> new Throttled(new PlainChannel(socket), () -> 1));
    byte[] payload = random(40_000);
    headEnd.send(payload.clone());
    TlsPeer.Connection connection = peer.connection(0);
    Await.until("all came", () -> connection.receivedLength() == payload.length);
    assertArrayEquals(payload, connection.received());
    connection.send(payload);
    Await.until("all came down", () -> scene.downLength() == payload.length);
    assertArrayEquals(payload, scene.downBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void burstsInBothDirectionsArriveWholeThroughNewKeys(String version) throws Exception {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server(), version));
    TcpHeadEnd headEnd = scene.start(scene.settings(peer.port()).with("queueMaxBytes", 1L << 28));
    TlsPeer.Connection connection = peer.connection(0);
    int payloads = 400;
    int length = 64 * 1024;
    byte[] burst = random(payloads * length);
    AtomicReference<Exception> failure = new AtomicReference<>();
    Thread sender =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < payloads; i++) {
                  connection.socket().getOutputStream().write(burst, i * length, length);
                  if (version.equals("TLSv1.3") && i % 40 == 0) {
                    connection.rekey();
                  }
                }
              } catch (IOException e) {
                failure.set(e);
              }
            });
    sender.start();
    for (int i = 0; i < payloads; i++) {
      byte[] payload = new byte[length];
      System.arraycopy(burst, i * length, payload, 0, length);
      headEnd.send(payload);
    }
    Await.until("all came up", () -> connection.receivedLength() == burst.length);
    Await.until("all came down", () -> scene.downLength() == burst.length);
    sender.join();
    assertEquals(null, failure.get());
    assertArrayEquals(burst, connection.received());
    assertArrayEquals(burst, scene.downBytes());
    assertEquals(1, peer.accepted());
  }

  @Test
  void newKeysAreAnsweredEvenIfNothingIsSent() throws IOException {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server(), "TLSv1.3"));
    TcpHeadEnd headEnd = scene.start(scene.settings(peer.port()));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    TlsPeer.Connection connection = peer.connection(0);
    for (int i = 0; i < 300; i++) {
      connection.rekey();
    }
    connection.send("down".getBytes(US_ASCII));
    Await.until("it came down", () -> scene.down().equals("down"));
    headEnd.send("up".getBytes(US_ASCII));
    TlsScene.awaitReceived(connection, "up");
    assertEquals(1, headEnd.counters().get(HeadEndCounter.CONNECTS));
  }

  @Test
  void renegotiationIsRefused() throws IOException {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server(), "TLSv1.2"));
    TcpHeadEnd headEnd =
        scene.start(
            scene
                .settings(peer.port())
                .with("reconnectMinMs", 3_600_000)
                .with("reconnectMaxMs", 3_600_000));
    headEnd.send("up".getBytes(US_ASCII));
    TlsScene.awaitReceived(peer.connection(0), "up");
    peer.connection(0).rekey();
    peer.connection(0).send("down".getBytes(US_ASCII));
    assertEquals(
        "the head end wants to renegotiate, which is refused", TlsScene.awaitReason(headEnd));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void whatWasSentBeforeTheHeadEndClosesArrivesAndTheEndIsSaid(String version) {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server(), version));
    TcpHeadEnd headEnd = scene.start(scene.settings(peer.port()));
    headEnd.send("last words".getBytes(US_ASCII));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    headEnd.stop();
    TlsPeer.Connection connection = peer.connection(0);
    Await.until("the connection is over", () -> !connection.end().isEmpty());
    assertEquals("in good order", connection.end());
    assertEquals("last words", new String(connection.received(), US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aPeerThatSaysFarewellHasClosed(String version) throws IOException {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server(), version));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    peer.connection(0).close();
    assertEquals(FailureReason.CLOSED_BY_PEER, TlsScene.awaitReason(headEnd));
  }

  @Test
  void aPeerThatEndsWithoutFarewellHasClosedAsWell() throws IOException {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server()));
    TcpHeadEnd headEnd = scene.startAtManualTime(scene.settings(peer.port()));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    peer.connection(0).send("down".getBytes(US_ASCII));
    Await.until("it came down", () -> scene.down().equals("down"));
    peer.connection(0).closeWithoutNotice();
    assertEquals(FailureReason.CLOSED_BY_PEER, TlsScene.awaitReason(headEnd));
  }

  @Test
  void aSessionIsResumedOnTheNextConnection() throws IOException {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server()));
    TcpHeadEnd headEnd = scene.start(scene.settings(peer.port()));
    peer.connection(0).send("down".getBytes(US_ASCII));
    Await.until("it came down", () -> scene.down().equals("down"));
    long made = peer.connection(0).socket().getSession().getCreationTime();
    Await.until("the clock has moved on", () -> System.currentTimeMillis() > made);
    peer.connection(0).close();
    headEnd.send("up".getBytes(US_ASCII));
    TlsScene.awaitReceived(peer.connection(1), "up");
    assertEquals(made, peer.connection(1).socket().getSession().getCreationTime());
  }

  @Test
  void bytesThatAreEncryptedAndNotTakenAreAStallAndComeAgain() {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server()));
    AtomicBoolean full = new AtomicBoolean();
    TcpHeadEnd headEnd =
        scene.startAtManualTime(
            scene.settings(peer.port()),
            socket -> new Throttled(new PlainChannel(socket), () -> full.get() ? 0 : 1000));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    full.set(true);
    headEnd.send("one record".getBytes(US_ASCII));
    Await.until("it is encrypted", () -> headEnd.status().queuedPayloads() == 0);
    scene.advance(headEnd, Duration.ofSeconds(30));
    assertEquals("no byte taken for 30 s", TlsScene.awaitReason(headEnd));

    full.set(false);
    scene.advance(headEnd, Duration.ofSeconds(1));
    TlsScene.awaitReceived(peer.connection(1), "one record");
  }

  @Test
  void bytesThatAreEncryptedAndNotTakenAreWrittenLater() throws IOException {
    TlsPeer peer = scene.keep(TlsPeer.showing(scene.server()));
    AtomicBoolean full = new AtomicBoolean();
    TcpHeadEnd headEnd =
        scene.startAtManualTime(
            scene.settings(peer.port()),
            socket -> new Throttled(new PlainChannel(socket), () -> full.get() ? 0 : 1000));
    TlsScene.awaitState(headEnd, HeadEndState.CONNECTED);
    full.set(true);
    headEnd.send("one record".getBytes(US_ASCII));
    scene.advance(headEnd, Duration.ofSeconds(29));
    full.set(false);
    TlsScene.awaitReceived(peer.connection(0), "one record");
    // The head end may know of what it wrote a moment later than the peer does.
    Await.until("all is sent", () -> headEnd.status().queuedPayloads() == 0);
    scene.advance(headEnd, Duration.ofSeconds(31));
    peer.connection(0).send("down".getBytes(US_ASCII));
    Await.until("it came down", () -> scene.down().equals("down"));
    assertEquals(List.of("CONNECTED "), scene.states);
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** A socket that moves few bytes at a time. */
  private record Throttled(TransportChannel channel, IntSupplier most) implements TransportChannel {
    @Override
    public int read(ByteBuffer into) throws IOException {
      ByteBuffer part =
          into.slice().limit(Math.min(Math.max(1, most.getAsInt()), into.remaining()));
      int length = channel.read(part);
      into.position(into.position() + Math.max(0, length));
      return length;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      ByteBuffer part = from.slice().limit(Math.min(most.getAsInt(), from.remaining()));
      int length = channel.write(part);
      from.position(from.position() + length);
      return length;
    }

    @Override
    public void shutdownOutput() throws IOException {
      channel.shutdownOutput();
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
