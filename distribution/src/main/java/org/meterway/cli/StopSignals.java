/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The signals by which a service manager or a person ends the program, before the Java machine acts
 * on them. Its own way is to run all shutdown hooks at once, and one of the serial library closes
 * the ports while head ends still send.
 *
 * <p>Every Java that anybody runs a gateway on has this interface, but none promises it, so it is
 * looked for by name. Without it the shutdown hooks have to do.
 */
final class StopSignals {
  private static final int STATUS_BASE = 128;

  private final Runnable stop;
  private final AtomicInteger received = new AtomicInteger();

  private StopSignals(Runnable stop) {
    this.stop = stop;
  }

  /**
   * Calls {@code stop} when such a signal comes, and ends the program when that returns. A second
   * signal ends it at once.
   */
  static StopSignals handle(Runnable stop) {
    StopSignals signals = new StopSignals(stop);
    signals.handle("TERM");
    signals.handle("INT");
    return signals;
  }

  /** The exit status that tells of the signal; empty as long as there was none. */
  OptionalInt exitStatus() {
    int number = received.get();
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(STATUS_BASE + number);
  }

  private void handle(String name) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              handlerType.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "handle" -> {
                      came((int) type.getMethod("getNumber").invoke(arguments[0]));
                      yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(this);
                    default -> name;
                  });
      Object signal = type.getConstructor(String.class).newInstance(name);
      Method register = type.getMethod("handle", type, handlerType);
      Object before = register.invoke(null, signal, handler);
      // Whoever started the program wants it to ignore the signal, as a shell does for "&".
      if (before == handlerType.getField("SIG_IGN").get(null)) {
        register.invoke(null, signal, before);
      }
    } catch (ReflectiveOperationException e) {
      // There is no such interface, or the machine keeps the signal for itself, as with -Xrs.
      return;
    }
  }

  private void came(int number) {
    if (!received.compareAndSet(0, number)) {
      Runtime.getRuntime().halt(STATUS_BASE + number);
    }
    stop.run();
    System.exit(STATUS_BASE + number);
  }
}
