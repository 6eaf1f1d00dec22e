/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.meterway.api.handler.MessageContext;
import org.meterway.api.handler.MessageHandler;
import org.meterway.api.headend.SendResult;
import org.meterway.api.message.Message;

/** What the tests of dispatch share. */
final class Fixtures {
  static final int PROTOCOL = 0x2100;
  static final int OTHER_PROTOCOL = 0x2300;
  static final Duration GRACE = Duration.ofSeconds(5);
  static final RegistryOptions OPTIONS = options(2, 10_000, GRACE, Duration.ofSeconds(5));

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private Fixtures() {}

  static RegistryOptions options(
      int threads, int laneCapacity, Duration grace, Duration closeTimeout) {
    return new RegistryOptions(
        threads, laneCapacity, 8 << 20, grace, closeTimeout, Duration.ofSeconds(2), 32);
  }

  static Message message(int number) {
    return message(PROTOCOL, number);
  }

  static Message message(int protocol, int number) {
    return new Message.Other(protocol, 0xBF, ByteBuffer.allocate(4).putInt(number).array());
  }

  static int number(Message message) {
    return ByteBuffer.wrap(((Message.Other) message).data()).getInt();
  }

  static HandlerProperties blocking(long serviceId, int... protocols) {
    return properties(serviceId, 0, false, Set.of(), protocols);
  }

  static HandlerProperties nonBlocking(long serviceId, int... protocols) {
    return properties(serviceId, 0, true, Set.of(), protocols);
  }

  static HandlerProperties properties(
      long serviceId, int ranking, boolean nonBlocking, Set<String> links, int... protocols) {
    List<Integer> ids = Arrays.stream(protocols).boxed().toList();
    return new HandlerProperties(
        "handler" + serviceId, "test 1.0", serviceId, ranking, ids, links, nonBlocking, "");
  }

  static ServiceAccess access(MessageHandler handler) {
    return new ServiceAccess() {
      @Override
      public MessageHandler get() {
        return handler;
      }

      @Override
      public void release() {
        // The test keeps it.
      }
    };
  }

  static MessageContext context(String link) {
    return new MessageContext() {
      @Override
      public String link() {
        return link;
      }

      @Override
      public SendResult reply(Message message) {
        return SendResult.ACCEPTED;
      }

      @Override
      public SendResult sendToHeadEnd(byte[] payload) {
        return SendResult.ACCEPTED;
      }
    };
  }

  /** Waits, bounded, until a condition holds. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, () -> "not in time: " + what);
      LockSupport.parkNanos(100_000);
    }
  }

  static void await(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(PATIENCE_NANOS, TimeUnit.NANOSECONDS), "not in time");
  }
}
