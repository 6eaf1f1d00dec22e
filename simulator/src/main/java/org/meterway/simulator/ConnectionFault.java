/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Random;

/**
 * Does one connection of a head end wrong. Used by the connection's reader; {@link #inject} may be
 * called from any thread.
 */
final class ConnectionFault {
  private static final long SECOND = 1000;
  private static final long LOOK_AGAIN_MS = 20;
  private static final int MOST_GARBAGE = 512;

  private final Socket socket;
  private final Wait wait;
  private final Random random;
  private final Runnable told;
  private volatile State state;

  /** A fault in force, and after how many bytes it strikes. Only the reader counts. */
  private static final class State {
    private final Fault fault;
    private long bytes;
    private long strikesAt;
    private boolean wasTold;

    private State(Fault fault) {
      this.fault = fault;
    }
  }

  /**
   * @param wait ended when the connection is closed
   * @param told called each time that the fault strikes
   */
  ConnectionFault(Socket socket, Wait wait, long seed, Runnable told) {
    this.socket = socket;
    this.wait = wait;
    this.told = told;
    random = new Random(seed);
    state = new State(Fault.NONE);
  }

  /** Another fault from now on. */
  void inject(Fault fault) {
    State fresh = new State(fault);
    fresh.strikesAt =
        switch (fault.kind()) {
          case RESET_RANDOM -> (long) (-Math.log(1 - random.nextDouble()) * fault.amount());
          case RESET_AFTER, HALF_CLOSE, GARBAGE -> fault.amount();
          default -> 0;
        };
    state = fresh;
  }

  /** The fault in force. */
  Fault fault() {
    return state.fault;
  }

  /** Waits while nothing is to be read; returns how many bytes may be. */
  int beforeRead(int wanted) {
    while (fault().kind() == Fault.Kind.SILENT) {
      tellOnce(state);
      if (wait.await(LOOK_AGAIN_MS)) {
        return wanted;
      }
    }
    State now = state;
    if (now.fault.kind() == Fault.Kind.SLOW_READ) {
      tellOnce(now);
      long rate = now.fault.amount();
      long pause = rate < SECOND ? SECOND / rate : 1;
      for (long waited = 0; waited < pause && state == now; waited += LOOK_AGAIN_MS) {
        if (wait.await(Math.min(LOOK_AGAIN_MS, pause))) {
          return wanted;
        }
      }
      return (int) Math.max(1, Math.min(wanted, rate * pause / SECOND));
    }
    return wanted;
  }

  /**
   * Notes bytes that were read.
   *
   * @return garbage to send, or {@code null}
   * @throws InjectedException if the connection was reset
   */
  byte[] afterRead(int count) throws IOException {
    State now = state;
    now.bytes += count;
    switch (now.fault.kind()) {
      case RESET_AFTER, RESET_RANDOM -> {
        if (now.bytes >= now.strikesAt) {
          told.run();
          reset();
          throw new InjectedException(now.fault);
        }
      }
      case HALF_CLOSE -> {
        if (now.bytes >= now.strikesAt && !socket.isOutputShutdown()) {
          told.run();
          socket.shutdownOutput();
        }
      }
      case GARBAGE -> {
        if (now.bytes >= now.strikesAt) {
          now.strikesAt = now.bytes + now.fault.amount();
          told.run();
          byte[] garbage = new byte[1 + random.nextInt(MOST_GARBAGE)];
          random.nextBytes(garbage);
          return garbage;
        }
      }
      default -> {
        // Strikes elsewhere.
      }
    }
    return null;
  }

  /** What becomes of an acknowledgement. */
  enum Answer {
    GIVEN,
    WITHHELD,
    EXAGGERATED
  }

  /** Called before an acknowledgement; waits where it is to come late. */
  Answer beforeAnswer() {
    State now = state;
    switch (now.fault.kind()) {
      case ACK_LATE -> {
        tellOnce(now);
        long waited = 0;
        while (waited < now.fault.amount() && state == now && !wait.await(LOOK_AGAIN_MS)) {
          waited += LOOK_AGAIN_MS;
        }
        return Answer.GIVEN;
      }
      case ACK_NEVER -> {
        tellOnce(now);
        return Answer.WITHHELD;
      }
      case ACK_TOO_MUCH -> {
        told.run();
        return Answer.EXAGGERATED;
      }
      default -> {
        return Answer.GIVEN;
      }
    }
  }

  /** Ends the connection with a reset instead of an orderly end. */
  void reset() throws IOException {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      // It has just ended by itself.
      return;
    }
    socket.close();
  }

  private void tellOnce(State now) {
    if (!now.wasTold) {
      now.wasTold = true;
      told.run();
    }
  }

  /** Ends a connection on purpose. */
  static final class InjectedException extends IOException {
    private static final long serialVersionUID = 1L;

    InjectedException(Fault fault) {
      super("the fault " + fault);
    }
  }
}
