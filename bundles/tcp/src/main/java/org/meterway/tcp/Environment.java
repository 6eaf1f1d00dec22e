/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.tcp;

import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * What a head end takes from the world around it.
 *
 * @param nanoTime the time in nanoseconds, as {@link System#nanoTime}
 * @param random numbers from 0 (included) to 1 (excluded)
 * @param resolver name resolution
 * @param transport what carries the bytes
 */
record Environment(
    LongSupplier nanoTime, DoubleSupplier random, Resolver resolver, Transport transport) {
  /** The real world. */
  static Environment real() {
    return new Environment(
        System::nanoTime,
        () -> ThreadLocalRandom.current().nextDouble(),
        InetAddress::getAllByName,
        Transport.PLAIN);
  }
}
