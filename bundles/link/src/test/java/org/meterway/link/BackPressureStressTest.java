/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.meterway.api.codec.FrameCodec;
import org.meterway.api.codec.FrameEncoder;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.headend.DownlinkListener;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.headend.SendResult;
import org.meterway.api.link.LineListener;
import org.meterway.api.link.MessageListener;
import org.meterway.api.message.Message;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortException;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.meterway.api.whiteboard.DownlinkDispatch;
import org.meterway.registry.RegistryWithoutFramework;
import org.meterway.rfc1662.Rfc1662FrameCodec;
import org.meterway.rfc1662.Rfc1662MessageCodec;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Eight links: the meter of one has stalled, the handler of one hangs, the head end of one is full.
 * The others share their head end with the first two, and their handlers' single thread with all.
 */
@Timeout(120)
class BackPressureStressTest {
  private static final int BLOCKING = 0x2301;
  private static final int HANGING = 0x2302;
  private static final int LANE_CAPACITY = 100;
  private static final int STALLED = 0;
  private static final int HUNG = 1;
  private static final int FULL = 2;
  private static final int LINKS = 8;
  private static final int PIECE = 4096;
  private static final long ENOUGH = 3_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final FrameCodec frames = new Rfc1662FrameCodec();
  private final RegistryWithoutFramework registry = new RegistryWithoutFramework(LANE_CAPACITY);
  private final LinkTimer timer = new LinkTimer();
  private final SharedHeadEnd shared = new SharedHeadEnd("shared");
  private final SharedHeadEnd full = new SharedHeadEnd("full");
  private final List<Meter> meters = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile boolean ended;

  @AfterEach
  void close() {
    release.countDown();
    registry.close();
    timer.close();
    shared.downlink.close();
    full.downlink.close();
  }

  @Test
  void oneSlowLinkDelaysNoOther() throws Exception {
    registry.add(
        (message, context) -> context.sendToHeadEnd(((Message.Transparent) message).payload()),
        Message.TRANSPARENT,
        true);
    registry.add(
        (message, context) -> meter(context.link()).handled.incrementAndGet(), BLOCKING, false);
    registry.add((message, context) -> release.await(), HANGING, false);
    full.isFull = true;
    for (int number = 0; number < LINKS; number++) {
      meters.add(new Meter(number, number == FULL ? full : shared));
    }
    meters.get(STALLED).port.stalled = true;
    meters.get(HUNG).own = HANGING;
    meters.forEach(meter -> begin(meter::talk));
    begin(() -> bringDown(shared));
    begin(() -> bringDown(full));

    Meter stalled = meters.get(STALLED);
    Meter hung = meters.get(HUNG);
    Meter heldBack = meters.get(FULL);
    for (Meter meter : meters) {
      if (meter != hung && meter != heldBack) {
        Waiting.until(PATIENCE, () -> meter.count(LinkCounter.UPLINK_PAYLOADS) > ENOUGH);
        Waiting.until(PATIENCE, () -> meter.handled.get() > ENOUGH);
      }
      if (meter != stalled) {
        Waiting.until(PATIENCE, () -> meter.count(LinkCounter.DOWNLINK_BYTES) > ENOUGH * PIECE);
      }
    }

    // The three wait where they should, and what waits is bounded and counted.
    assertEquals(0, stalled.count(LinkCounter.DOWNLINK_BYTES));
    assertTrue(shared.downlink.counters().get("listener.overflow.bytes") > 0);
    assertTrue(shared.downlink.bufferedBytes() <= (LINKS - 1L) * DownlinkDispatch.BUFFER_BYTES);
    assertTrue(registry.count("stuck") > 0);
    assertTrue(registry.count("replaced.threads") > 0);
    assertTrue(registry.count("overflow") > 0);
    assertTrue(hung.flow.progress().waitingMessages() <= LANE_CAPACITY);
    assertEquals(1, heldBack.count(LinkCounter.HELD_BACK));
    assertEquals(0, heldBack.count(LinkCounter.UPLINK_PAYLOADS));
    assertTrue(heldBack.flow.heldBackSince() > 0);

    // And each can be closed.
    ended = true;
    long begin = System.nanoTime();
    meters.forEach(meter -> meter.flow.close());
    assertTrue(System.nanoTime() - begin < Duration.ofSeconds(20).toNanos());
    release.countDown();
    for (Thread thread : threads) {
      thread.join(PATIENCE.toMillis());
      assertEquals(Thread.State.TERMINATED, thread.getState(), thread.getName());
    }
  }

  private void begin(Runnable task) {
    Thread thread = new Thread(task);
    threads.add(thread);
    thread.start();
  }

  private Meter meter(String link) {
    return meters.get(Integer.parseInt(link.substring(1)));
  }

  private void bringDown(SharedHeadEnd headEnd) {
    byte[] bytes = new byte[PIECE];
    while (!ended) {
      headEnd.downlink.received(bytes, 0, bytes.length);
    }
  }

  /** A meter that talks without a pause, and its link. */
  private final class Meter {
    final AtomicLong handled = new AtomicLong();
    final StressPort port;
    private final Counters<LinkCounter> counters = new Counters<>(LinkCounter.class);
    private final Flow flow;
    private volatile int own = BLOCKING;
    private volatile PortListener listener;

    Meter(int number, SharedHeadEnd headEnd) {
      String link = "m" + number;
      port = new StressPort(link);
      LinkOptions options =
          new LinkOptions(
              "(p=1)",
              "(h=1)",
              FrameFormat.QUECPYTHON,
              Duration.ofSeconds(1),
              1024,
              Duration.ofSeconds(5));
      flow =
          new Flow(
              link,
              options,
              port,
              headEnd,
              new Flow.Services(
                  context(headEnd), registry, frames, new Rfc1662MessageCodec(), timer),
              new Taps<>(link, MessageListener.ANY, counters),
              new Taps<>(link, LineListener.ANY, counters),
              counters);
    }

    long count(LinkCounter counter) {
      return counters.get(counter);
    }

    void talk() {
      FrameEncoder encoder = frames.newEncoder(FrameFormat.QUECPYTHON);
      byte[] transparent = encoder.encode(Message.TRANSPARENT, 0xBF, new byte[200]);
      while (!ended) {
        byte[] other = encoder.encode(own, 1, new byte[20]);
        byte[] chunk = new byte[transparent.length + other.length];
        System.arraycopy(transparent, 0, chunk, 0, transparent.length);
        System.arraycopy(other, 0, chunk, transparent.length, other.length);
        listener.received(chunk, 0, chunk.length);
      }
    }

    /** Where the flow registers its listeners. */
    private BundleContext context(SharedHeadEnd headEnd) {
      return proxy(
          BundleContext.class,
          (method, arguments) -> {
            if (arguments[1] instanceof PortListener fromPort) {
              listener = fromPort;
            } else {
              headEnd.downlink.put(
                  (DownlinkListener) arguments[1], properties((Dictionary<?, ?>) arguments[2]));
            }
            return proxy(
                ServiceRegistration.class,
                (ignored, none) -> {
                  if (arguments[1] instanceof DownlinkListener down) {
                    headEnd.downlink.remove(down);
                  }
                  return null;
                });
          });
    }
  }

  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private static Map<String, Object> properties(Dictionary<?, ?> dictionary) {
    Map<String, Object> properties = new HashMap<>();
    for (Enumeration<?> keys = dictionary.keys(); keys.hasMoreElements(); ) {
      Object key = keys.nextElement();
      properties.put(key.toString(), dictionary.get(key));
    }
    return properties;
  }

  /** A line that takes what it gets, or nothing. */
  private final class StressPort implements MeterPort {
    private final String name;
    private volatile boolean stalled;

    StressPort(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public PortStatus status() {
      return new PortStatus(name, PortState.OPEN, "", Instant.EPOCH);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws PortException {
      if (stalled) {
        try {
          release.await();
        } catch (InterruptedException e) {
          throw new PortException("interrupted", e);
        }
      }
    }

    @Override
    public boolean enqueue(byte[] frame) {
      return true;
    }
  }

  /** A head end that several links share, with room for more or not. */
  private static final class SharedHeadEnd implements HeadEnd {
    final DownlinkDispatch downlink;
    private final String name;
    private volatile boolean isFull;

    SharedHeadEnd(String name) {
      this.name = name;
      downlink = new DownlinkDispatch(name, Duration.ZERO, System::nanoTime, (line, cause) -> {});
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public HeadEndStatus status() {
      return new HeadEndStatus(name, HeadEndState.CONNECTED, "", Instant.EPOCH, 0, 0, 0);
    }

    @Override
    public SendResult send(byte[] payload) {
      return SendResult.ACCEPTED;
    }

    @Override
    public SendResult enqueue(byte[] payload) {
      return SendResult.ACCEPTED;
    }

    @Override
    public void flush() {
      // Nothing is kept.
    }

    @Override
    public boolean awaitRoom(Duration atMost) throws InterruptedException {
      if (isFull) {
        synchronized (this) {
          wait(Math.max(1, atMost.toMillis()));
        }
      }
      return !isFull;
    }
  }
}
