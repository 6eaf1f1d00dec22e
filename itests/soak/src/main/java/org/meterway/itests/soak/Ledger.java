/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak;

import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.meterway.simulator.Fault;
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
  private volatile long violations;
  private volatile String lastViolation = "";

  /** One meter's payloads by sequence number. */
  private static final class Account {
    private final BitSet accepted = new BitSet();
    private final BitSet arrived = new BitSet();
    private int lastArrived = -1;
    private long lastArrivedSentNanos;
    private long lastAcceptedAt;
    private long refused;
    private long duplicated;
    private long repeated;
    private long reordered;

    private synchronized void acknowledged(int sequence, boolean isAccepted) {
      if (isAccepted) {
        accepted.set(sequence);
        lastAcceptedAt = System.nanoTime();
      } else {
        refused++;
      }
    }

    private synchronized void arrived(SimulatedPayload payload) {
      int sequence = payload.sequence();
      if (arrived.get(sequence)) {
        duplicated++;
        return;
      }
      arrived.set(sequence);
      if (sequence < lastArrived) {
        reordered++;
      } else {
        lastArrived = sequence;
        lastArrivedSentNanos = payload.sentNanos();
      }
    }

    private synchronized void repeated() {
      repeated++;
    }

    private synchronized long lost() {
      BitSet missing = (BitSet) accepted.clone();
      missing.andNot(arrived);
      return missing.cardinality();
    }

    private synchronized String missing() {
      BitSet missing = (BitSet) accepted.clone();
      missing.andNot(arrived);
      return missing.toString();
    }
  }

  /** Counts. */
  record Counts(
      long accepted,
      long refused,
      long arrived,
      long lost,
      long duplicated,
      long repeated,
      long reordered) {}

  /** Opens a meter's account; the listener that fills it. */
  MeterListener meter(int number) {
    Account account = new Account();
    accounts.put(number, account);
    return new MeterListener() {
      @Override
      public void acknowledged(int sequence, boolean accepted) {
        account.acknowledged(sequence, accepted);
        lastEvent = System.nanoTime();
      }
    };
  }

  @Override
  public void received(SimulatedPayload payload, long latencyNanos) {
    accounts.get(payload.meter()).arrived(payload);
    lastEvent = System.nanoTime();
  }

  @Override
  public void repeated(SimulatedPayload payload) {
    accounts.get(payload.meter()).repeated();
    lastEvent = System.nanoTime();
  }

  @Override
  public synchronized void violated(String peer, String reason) {
    violations++;
    lastViolation = reason;
  }

  @Override
  public void injected(String peer, Fault fault) {
    // The head end counts.
  }

  /** Breaches of the protocol by the gateway. */
  long violations() {
    return violations;
  }

  /** The last breach in words. */
  String lastViolation() {
    return lastViolation;
  }

  /** Whether each meter has a payload acknowledged later than this, as {@link System#nanoTime}. */
  boolean isAcceptedSince(long nanoTime) {
    for (Account account : accounts.values()) {
      synchronized (account) {
        if (account.accepted.isEmpty() || account.lastAcceptedAt - nanoTime < 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether of each meter a payload has arrived that was sent later than this. */
  boolean isArrivedSince(long sentNanos) {
    for (Account account : accounts.values()) {
      synchronized (account) {
        if (account.lastArrivedSentNanos < sentNanos) {
          return false;
        }
      }
    }
    return true;
  }

  /** How long nothing has happened. */
  long quietNanos() {
    return System.nanoTime() - lastEvent;
  }

  /** Accepted payloads that have not arrived. */
  long lost() {
    return accounts.values().stream().mapToLong(Account::lost).sum();
  }

  /** The sequence numbers of accepted payloads that have not arrived, by meter. */
  String missing() {
    StringBuilder text = new StringBuilder();
    accounts.forEach(
        (number, account) -> {
          if (account.lost() > 0) {
            text.append("meter").append(number).append(account.missing()).append(' ');
          }
        });
    return text.toString().strip();
  }

  Counts counts() {
    long accepted = 0;
    long refused = 0;
    long arrived = 0;
    long lost = 0;
    long duplicated = 0;
    long repeated = 0;
    long reordered = 0;
    for (Account account : accounts.values()) {
      synchronized (account) {
        accepted += account.accepted.cardinality();
        refused += account.refused;
        arrived += account.arrived.cardinality();
        lost += account.lost();
        duplicated += account.duplicated;
        repeated += account.repeated;
        reordered += account.reordered;
      }
    }
    return new Counts(accepted, refused, arrived, lost, duplicated, repeated, reordered);
  }
}
