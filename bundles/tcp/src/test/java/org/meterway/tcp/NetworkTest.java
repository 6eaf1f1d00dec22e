/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.network.NetworkState;
import org.meterway.api.network.NetworkStatus;
import org.meterway.api.network.NetworkWatch;
import org.meterway.store.MemoryStore;
import org.meterway.tcp.ScriptedPeer.Fault;

/** A head end waits for the network where it is told to, and makes haste once that is back. */
class NetworkTest {
  private static final int HOUR_MS = 3_600_000;

  private final ManualClock clock = new ManualClock();
  private final Scene scene = new Scene(new MemoryStore(), clock);

  @AfterEach
  void close() throws IOException {
    scene.close();
  }

  private static final class Watch implements NetworkWatch {
    private volatile NetworkStatus status = at(NetworkState.UNKNOWN);

    @Override
    public NetworkStatus status() {
      return status;
    }

    @Override
    public void checkNow() {
      throw new UnsupportedOperationException();
    }

    void tell(TcpHeadEnd headEnd, NetworkState state) {
      status = at(state);
      headEnd.changed(status);
    }

    private static NetworkStatus at(NetworkState state) {
      return new NetworkStatus(state, Instant.EPOCH, 0, List.of());
    }
  }

  @Test
  void theFirstAttemptWaitsForTheNetworkAndLaterOnesDoNot() throws IOException {
    ScriptedPeer peer = scene.keep(ScriptedPeer.with(Fault.NONE));
    Watch watch = new Watch();
    TcpHeadEnd headEnd = scene.start(TestSettings.at(peer.port()).with("waitForNetwork", true));
    scene.awaitToldOf("WAITING waits for the network watch");

    headEnd.setNetworkWatch(watch);
    clock.advance(Duration.ofSeconds(1));
    headEnd.wakeup();
    scene.awaitToldOf("WAITING waits for the network, which is being looked at");
    watch.tell(headEnd, NetworkState.OFFLINE);
    clock.advance(Duration.ofSeconds(60));
    headEnd.wakeup();
    scene.awaitToldOf("WAITING waits for the network, which is not there");
    assertEquals(0, peer.accepted());

    watch.tell(headEnd, NetworkState.ONLINE);
    scene.awaitConnected();

    watch.tell(headEnd, NetworkState.OFFLINE);
    headEnd.restart("asked by a test");
    Await.until("it has connected again", () -> peer.accepted() == 2);
    headEnd.unsetNetworkWatch(watch);
  }

  @Test
  void withoutANetworkWatchTheWaitIsShort() throws IOException {
    ScriptedPeer peer = scene.keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = scene.start(TestSettings.at(peer.port()).with("waitForNetwork", true));
    scene.awaitToldOf("WAITING waits for the network watch");

    clock.advance(Duration.ofNanos(NetworkGate.PATIENCE_NANOS + TimeUnit.SECONDS.toNanos(1)));
    headEnd.wakeup();
    scene.awaitConnected();
  }

  @Test
  void aNetworkThatIsBackEndsALongPause() throws IOException {
    int port;
    try (ScriptedPeer gone = ScriptedPeer.with(Fault.NONE)) {
      port = gone.port();
    }
    Watch watch = new Watch();
    TcpHeadEnd headEnd =
        scene.start(
            TestSettings.at(port).with("reconnectMinMs", HOUR_MS).with("reconnectMaxMs", HOUR_MS));
    scene.awaitToldOf("WAITING");
    long failures = headEnd.counters().get(HeadEndCounter.CONNECT_FAILURES);

    watch.tell(headEnd, NetworkState.ONLINE);

    scene.awaitCount("connect.failures", failures + 1);
  }

  @Test
  void restartedItConnectsAnewAndLosesNothing() throws IOException {
    ScriptedPeer peer = scene.keep(ScriptedPeer.with(Fault.NONE));
    TcpHeadEnd headEnd = scene.start(TestSettings.at(peer.port()));
    scene.awaitConnected();

    headEnd.restart("asked by a test");
    Await.until("it has connected again", () -> peer.accepted() == 2);
    scene.awaitConnected();
    headEnd.send("after".getBytes(StandardCharsets.US_ASCII));

    Await.until("the peer has it", () -> peer.connection(1).receivedLength() == 5);
    Await.until("the old connection is over", () -> peer.connection(0).hasEnded());
    assertEquals(HeadEndState.CONNECTED, headEnd.status().state());
  }
}
