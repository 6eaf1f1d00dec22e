/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.meterway.simulator.HeadEndListener;
import org.meterway.simulator.MeterListener;
import org.meterway.simulator.SimulatedPayload;

/**
 * What the gateway has promised to the meters of one head end, and what that head end has. A
 * payload is accepted when the meter has its acknowledgement. Thread-safe.
 */
final class Ledger implements HeadEndListener {
  private final Map<Integer, Account> accounts = new ConcurrentHashMap<>();
  private volatile long lastEvent = System.nanoTime();
  private int violations;
  private String lastViolation = "";

  /** One meter's payloads by sequence number; guarded by itself. */
  private static final class Account {
    private final BitSet accepted = new BitSet();
    private final BitSet refused = new BitSet();
    private final BitSet arrived = new BitSet();
    private final BitSet duplicated = new BitSet();
    private final BitSet repeated = new BitSet();
    private final BitSet reordered = new BitSet();
    private int sent;
    private int lastArrived = -1;
    private long lastArrivedSentNanos;
    private long lastAcceptedAt;
  }

  /** The account's own listener at the meter. */
  private final class AtMeter implements MeterListener {
    private final Account account;

    private AtMeter(Account account) {
      this.account = account;
    }

    @Override
    public void sent(SimulatedPayload payload) {
      synchronized (account) {
        account.sent = payload.sequence() + 1;
      }
    }

    @Override
    public void acknowledged(int sequence, boolean isAccepted) {
      lastEvent = System.nanoTime();
      synchronized (account) {
        if (isAccepted) {
          account.accepted.set(sequence);
          account.lastAcceptedAt = lastEvent;
        } else {
          account.refused.set(sequence);
        }
      }
    }
  }

  /** The sequence numbers of all meters at one moment. */
  record Mark(Map<Integer, Integer> sent) {
    private int of(int meter) {
      return sent.get(meter);
    }
  }

  /**
   * Payloads between two marks.
   *
   * @param accepted acknowledged to the meter
   * @param refused acknowledged as not accepted
   * @param lost accepted and not arrived
   * @param duplicated arrived and taken more than once
   * @param repeated came more than once, and were recognised by their number
   * @param reordered arrived behind a later one of the same meter
   */
  record Counts(
      long accepted, long refused, long lost, long duplicated, long repeated, long reordered) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          accepted + other.accepted,
          refused + other.refused,
          lost + other.lost,
          duplicated + other.duplicated,
          repeated + other.repeated,
          reordered + other.reordered);
    }
  }

  /** Opens a meter's account; the listener that fills it. */
  MeterListener meter(int number) {
    Account account = new Account();
    accounts.put(number, account);
    return new AtMeter(account);
  }

  @Override
  public void received(SimulatedPayload payload, long latencyNanos) {
    lastEvent = System.nanoTime();
    Account account = accounts.get(payload.meter());
    int sequence = payload.sequence();
    synchronized (account) {
      if (account.arrived.get(sequence)) {
        account.duplicated.set(sequence);
        return;
      }
      account.arrived.set(sequence);
      if (sequence < account.lastArrived) {
        account.reordered.set(sequence);
      } else {
        account.lastArrived = sequence;
        account.lastArrivedSentNanos = payload.sentNanos();
      }
    }
  }

  @Override
  public void repeated(SimulatedPayload payload) {
    lastEvent = System.nanoTime();
    Account account = accounts.get(payload.meter());
    synchronized (account) {
      account.repeated.set(payload.sequence());
    }
  }

  @Override
  public synchronized void violated(String peer, String reason) {
    violations++;
    lastViolation = reason;
  }

  /** Breaches of the protocol by the gateway so far, in words; empty for none. */
  synchronized String violations() {
    return violations == 0
        ? ""
        : violations + " breaches of the protocol, the last one: " + lastViolation;
  }

  /** Whether each meter has a payload acknowledged later than this, as {@link System#nanoTime}. */
  boolean isAcceptedSince(long nanoTime) {
    return accounts.values().stream()
        .allMatch(
            account -> {
              synchronized (account) {
                return !account.accepted.isEmpty() && account.lastAcceptedAt - nanoTime >= 0;
              }
            });
  }

  /** Whether of each meter a payload has arrived that was sent later than this. */
  boolean isArrivedSince(long sentNanos) {
    return accounts.values().stream()
        .allMatch(
            account -> {
              synchronized (account) {
                return account.lastArrivedSentNanos >= sentNanos;
              }
            });
  }

  /** Whether of any meter a payload has arrived that was sent later than this. */
  boolean hasAnyArrivedSince(long sentNanos) {
    return accounts.values().stream()
        .anyMatch(
            account -> {
              synchronized (account) {
                return account.lastArrivedSentNanos >= sentNanos;
              }
            });
  }

  /** How long nothing has happened. */
  long quietNanos() {
    return System.nanoTime() - lastEvent;
  }

  /** Where all meters are. */
  Mark mark() {
    Map<Integer, Integer> sent = new HashMap<>();
    accounts.forEach(
        (meter, account) -> {
          synchronized (account) {
            sent.put(meter, account.sent);
          }
        });
    return new Mark(sent);
  }

  /** Before the first payload of all. */
  Mark begin() {
    Map<Integer, Integer> none = new HashMap<>();
    accounts.keySet().forEach(meter -> none.put(meter, 0));
    return new Mark(none);
  }

  /** Accepted payloads that have not arrived, of all times. */
  long lost() {
    long lost = 0;
    for (Account account : accounts.values()) {
      synchronized (account) {
        lost += lost(account).cardinality();
      }
    }
    return lost;
  }

  private static BitSet lost(Account account) {
    BitSet lost = (BitSet) account.accepted.clone();
    lost.andNot(account.arrived);
    return lost;
  }

  /** The payloads that were sent from one moment to another. */
  Counts between(Mark from, Mark to) {
    Counts all = Counts.NONE;
    for (Map.Entry<Integer, Account> entry : accounts.entrySet()) {
      Account account = entry.getValue();
      int first = from.of(entry.getKey());
      int end = to.of(entry.getKey());
      synchronized (account) {
        all =
            all.plus(
                new Counts(
                    count(account.accepted, first, end),
                    count(account.refused, first, end),
                    count(lost(account), first, end),
                    count(account.duplicated, first, end),
                    count(account.repeated, first, end),
                    count(account.reordered, first, end)));
      }
    }
    return all;
  }

  private static long count(BitSet payloads, int first, int end) {
    return payloads.get(first, Math.max(first, end)).cardinality();
  }

  /** Which accepted payloads have not arrived, by meter. */
  String missing() {
    StringBuilder text = new StringBuilder();
    accounts.forEach(
        (meter, account) -> {
          synchronized (account) {
            BitSet lost = lost(account);
            if (!lost.isEmpty()) {
              text.append(" meter").append(meter).append(lost);
            }
          }
        });
    return text.toString().strip();
  }
}
