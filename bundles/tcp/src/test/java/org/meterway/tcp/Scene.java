/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.store.PayloadStore;
import org.meterway.tcp.NumberedPayloads.Seen;

/** A head end, its store and its listener, and the words in which a test speaks of them. */
final class Scene implements AutoCloseable {
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> down = new CopyOnWriteArrayList<>();
  private final List<String> states = new CopyOnWriteArrayList<>();
  private final PayloadStore store;
  private final LongSupplier nanoTime;
  private final AtomicInteger allAcknowledged = new AtomicInteger();
  private final Acknowledgements system = new LinuxAcknowledgements(Path.of("/proc/net"));
  private TcpHeadEnd headEnd;

  /** In real time. */
  Scene(PayloadStore store) {
    this(store, System::nanoTime);
  }

  Scene(PayloadStore store, LongSupplier nanoTime) {
    this.store = store;
    this.nanoTime = nanoTime;
  }

  <T extends AutoCloseable> T keep(T closeable) {
    open.add(0, closeable);
    return closeable;
  }

  /** Makes a head end; an earlier one must be stopped. */
  TcpHeadEnd start(TestSettings settings) {
    TcpHeadEnd made =
        new TcpHeadEnd(
            "hes",
            store,
            TestSettings.environment(
                nanoTime, InetAddress::getAllByName, Duration.ZERO, () -> this::look));
    headEnd = made;
    keep(made::stop);
    made.addListener(
        new DownlinkListener() {
          @Override
          public void received(byte[] buffer, int offset, int length) {
            down.add(new String(buffer, offset, length, StandardCharsets.ISO_8859_1));
          }

          @Override
          public void stateChanged(HeadEndStatus status) {
            states.add(status.state() + " " + status.reason());
          }
        },
        Map.of(DownlinkListener.HEAD_END, "hes"));
    made.apply(settings.settings());
    return made;
  }

  TcpHeadEnd headEnd() {
    return headEnd;
  }

  private long look(SocketChannel socket) {
    long unacknowledged = system.unacknowledged(socket);
    if (unacknowledged == 0) {
      allAcknowledged.incrementAndGet();
    }
    return unacknowledged;
  }

  /** Waits until the head end has learned from the system that nothing is unacknowledged. */
  void awaitAcknowledged(Runnable moveTime) {
    Await.until(
        "all is acknowledged",
        () -> {
          moveTime.run();
          return allAcknowledged.get() > 0; // It only looks once something was sent.
        });
  }

  /** What came down, call by call. */
  List<String> down() {
    return down;
  }

  /** All states so far, with their reasons. */
  List<String> states() {
    return states;
  }

  void awaitConnected() {
    Await.until("it is connected", () -> headEnd.status().state() == HeadEndState.CONNECTED);
  }

  void awaitToldOf(String state) {
    Await.until(
        () -> "it tells of " + state + ", not only " + states,
        () -> states.stream().anyMatch(each -> each.startsWith(state)));
  }

  void awaitAllDelivered() {
    Await.until(
        () -> "all is delivered of " + headEnd.describe(),
        () -> headEnd.status().queuedPayloads() == 0 && counted("sent.and.kept.payloads") == 0);
  }

  void awaitAllTransmitted() {
    Await.until(
        () -> "all is sent of " + headEnd.describe(), () -> headEnd.status().queuedPayloads() == 0);
  }

  long counted(String name) {
    Map<String, Long> counters = headEnd.describe().counters();
    return counters.containsKey(name)
        ? counters.get(name)
        : Long.parseLong(headEnd.describe().facts().get(name));
  }

  void awaitCount(String name, long atLeast) {
    Await.until(
        () -> name + " is " + atLeast + " in " + headEnd.describe(),
        () -> counted(name) >= atLeast);
  }

  /** The numbers of payloads of sender 0. */
  static List<Seen> sequence(int from, int to) {
    return IntStream.range(from, to).mapToObj(number -> new Seen(0, number)).toList();
  }

  /** Each payload where it came first. */
  static List<Seen> withoutRepeats(List<Seen> all) {
    return List.copyOf(new LinkedHashSet<>(all));
  }

  /** The whole payloads of all connections, once these are over. */
  List<Seen> awaitAll(ScriptedPeer peer) {
    // The system accepts connections, and the bytes on them, before the peer does.
    long connects = headEnd.counters().get(HeadEndCounter.CONNECTS);
    Await.until("the peer has seen all connections", () -> peer.accepted() >= connects);
    List<Seen> all = new ArrayList<>();
    for (ScriptedPeer.Connection connection : peer.connections()) {
      Await.until("the connection is over", connection::hasEnded);
      all.addAll(NumberedPayloads.parse(connection.received()));
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    for (AutoCloseable each : open) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
    Await.until(
        "no thread of a head end is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("meterway-tcp-")));
  }
}
