/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.store.MemoryStore;

/** A head end under test with its files, and the peers that it meets. */
final class TlsScene {
  /** The name by which tests reach the loopback. */
  static final String HOST = "hes.example";

  final TestIssuer issuer = TestIssuer.root("Test root");
  final TestIssuer clients = TestIssuer.root("Client root");
  final Path folder;
  final ManualClock clock = new ManualClock();
  final List<String> states = new CopyOnWriteArrayList<>();

  private final List<AutoCloseable> open = new ArrayList<>();
  private final ByteArrayOutputStream down = new ByteArrayOutputStream();

  TlsScene(Path folder) {
    this.folder = folder;
  }

  /** What a good head end shows. */
  TestIdentity server() {
    return issuer.issue("hes").forHosts(HOST).make();
  }

  TestIdentity client() {
    return clients.issue("gateway 7").make();
  }

  Path file(String name, String content) {
    return TestIdentity.write(folder.resolve(name), content);
  }

  Path file(String name, byte[] content) {
    return TestIdentity.write(folder.resolve(name), content);
  }

  Path trustFile(X509Certificate... certificates) {
    return file("trust.pem", TestIdentity.pem(certificates));
  }

  /** For a head end at this port that trusts the issuer. */
  TestSettings settings(int port) {
    return TestSettings.at(port)
        .with("host", HOST)
        .with("security", "TLS")
        .with("tlsTrust", trustFile(issuer.certificate()).toString());
  }

  TestSettings settingsWithClient(int port, TestIdentity client) {
    return settings(port)
        .with("tlsCertificate", file("own.pem", client.certificatesPem()).toString())
        .with("tlsKey", file("own.key", client.pkcs8Pem()).toString());
  }

  <T extends AutoCloseable> T keep(T closeable) {
    open.add(0, closeable);
    return closeable;
  }

  TcpHeadEnd start(TestSettings settings) {
    return start(settings, Transport.PLAIN);
  }

  TcpHeadEnd start(TestSettings settings, Transport transport) {
    return started(create(environment(System::nanoTime, transport)), settings);
  }

  TcpHeadEnd startAtManualTime(TestSettings settings) {
    return startAtManualTime(settings, Transport.PLAIN);
  }

  TcpHeadEnd startAtManualTime(TestSettings settings, Transport transport) {
    return started(create(environment(clock, transport)), settings);
  }

  private static Environment environment(LongSupplier clock, Transport transport) {
    return new Environment(
        clock,
        () -> 0.5,
        TlsScene::loopback,
        transport,
        () -> new LinuxAcknowledgements(Path.of("/proc/net")),
        Duration.ZERO);
  }

  private TcpHeadEnd create(Environment environment) {
    TcpHeadEnd headEnd = new TcpHeadEnd("hes", new MemoryStore(), environment);
    keep(headEnd::stop);
    headEnd.addListener(new Recorder(), Map.of(DownlinkListener.HEAD_END, "hes"));
    return headEnd;
  }

  private static TcpHeadEnd started(TcpHeadEnd headEnd, TestSettings settings) {
    headEnd.apply(settings.settings());
    return headEnd;
  }

  private static InetAddress[] loopback(String host) {
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  void advance(TcpHeadEnd headEnd, Duration by) {
    clock.advance(by);
    headEnd.wakeup();
  }

  /** What came down. */
  String down() {
    synchronized (down) {
      return down.toString(StandardCharsets.ISO_8859_1);
    }
  }

  int downLength() {
    synchronized (down) {
      return down.size();
    }
  }

  byte[] downBytes() {
    synchronized (down) {
      return down.toByteArray();
    }
  }

  static void awaitState(TcpHeadEnd headEnd, HeadEndState state) {
    Await.until("the state is " + state, () -> headEnd.status().state() == state);
  }

  /** The reason why there is no connection, once there is one. */
  static String awaitReason(TcpHeadEnd headEnd) {
    Await.until("the head end waits", () -> headEnd.status().state() == HeadEndState.WAITING);
    return headEnd.status().reason();
  }

  static void awaitReceived(TlsPeer.Connection connection, String text) {
    Await.until(
        "the peer has " + text,
        () -> new String(connection.received(), StandardCharsets.US_ASCII).equals(text));
  }

  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    Await.until(
        "no thread of a head end is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("meterway-tcp-")));
  }

  /** Remembers what it is told. */
  private final class Recorder implements DownlinkListener {
    @Override
    public void received(byte[] buffer, int offset, int length) {
      synchronized (down) {
        down.write(buffer, offset, length);
      }
    }

    @Override
    public void stateChanged(HeadEndStatus status) {
      states.add(status.state() + " " + status.reason());
    }
  }
}
