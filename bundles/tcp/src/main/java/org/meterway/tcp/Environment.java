/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a head end takes from the world around it.
 *
 * @param nanoTime the time in nanoseconds, as {@link System#nanoTime}
 * @param random numbers from 0 (included) to 1 (excluded)
 * @param resolver name resolution
 * @param transport what carries the bytes
 * @param acknowledgements what the peer's TCP has not acknowledged; a new one for each head end
 * @param listenerGrace how long bytes that came down wait for a listener
 */
record Environment(
    LongSupplier nanoTime,
    DoubleSupplier random,
    Resolver resolver,
    Transport transport,
    Supplier<Acknowledgements> acknowledgements,
    Duration listenerGrace) {
  /** As long as a link's lane waits for a handler. */
  private static final Duration LISTENER_GRACE = Duration.ofSeconds(5);

  /** The real world. */
  static Environment real() {
    return new Environment(
        System::nanoTime,
        () -> ThreadLocalRandom.current().nextDouble(),
        InetAddress::getAllByName,
        Transport.PLAIN,
        () -> new LinuxAcknowledgements(Path.of("/proc/net")),
        LISTENER_GRACE);
  }
}
