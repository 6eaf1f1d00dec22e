/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.store;

import java.time.Duration;
import java.util.Deque;
import java.util.UUID;
import org.meterway.api.headend.SendResult;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Payloads on their way to one head end, in the order of their acceptance.
 *
 * <p>Any number of threads offer; one at a time takes, puts back and removes. A payload is first
 * taken, which keeps it in the queue, and removed when it is delivered; what was taken and not
 * removed when the gateway dies is taken again after the restart. What is taken does not give way
 * to newer payloads, since the head end may have it already.
 */
@ProviderType
public interface PayloadQueue {
  /** The name under which it was opened. */
  String name();

  /** Other limits from now on. */
  void limit(QueueLimits limits);

  /**
   * Gives a payload the place at the end, or refuses it. Never waits. The payload survives a power
   * cut from when a {@link #commit} that began later has returned, and can not be taken before. The
   * array belongs to the queue from now on.
   *
   * @return {@link SendResult#ACCEPTED}, {@link SendResult#EMPTY}, {@link SendResult#TOO_LARGE},
   *     {@link SendResult#QUEUE_FULL} or {@link SendResult#CLOSED}
   */
  SendResult offer(byte[] payload);

  /**
   * Waits until all payloads that were offered before are on disk and can be taken; those of other
   * threads and queues share the write. Where the disk fails, or takes longer than the store's
   * limit, the payloads are kept in memory instead and {@link #status} says so. An interrupt does
   * not end the wait, and stays set.
   */
  void commit();

  /** Whether payloads were offered that no {@link #commit} has brought to disk yet; cheap. */
  boolean isCommitDue();

  /**
   * With {@link Overflow#HOLD_BACK}: waits until the queue is below its limits or closed. Otherwise
   * returns at once.
   *
   * @param atMost how long to wait
   * @return whether whoever waits may read on
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  boolean awaitRoom(Duration atMost) throws InterruptedException;

  /**
   * Moves payloads from the front to the end of {@code batch}: as many as have {@code room} bytes
   * together, but at least one if the batch is empty and any can be taken. Never waits: where the
   * next ones must be read from disk first, the listener is told when they are there.
   */
  void take(Deque<StoredPayload> batch, int room);

  /**
   * All payloads that were taken, not removed, and have at least this number return to the front.
   */
  void putBack(long from);

  /** All payloads that were taken and have at most this number are delivered: they leave. */
  void remove(long upTo);

  /**
   * What the numbers belong to. Lasts over restarts, but changes where it cannot be known that a
   * number was never used for another payload, as without a disk. Until the queue is read back this
   * waits, no longer than {@link #commit} does.
   */
  UUID stream();

  /**
   * No number that was given before the queue was opened is higher, be its payload on disk or lost
   * with the memory, and all that are given since are; 0 where none was given.
   */
  long highestEarlierNumber();

  /**
   * Begins another stream: somebody has numbers of this one that this queue has not given, as after
   * the data folder was restored from an older copy. Later numbers are higher still.
   */
  void renewStream();

  /** The state right now; cheap. */
  QueueStatus status();

  /**
   * Accepts nothing more and brings to disk what is not yet. The rest is there when a queue of this
   * name is opened again. Takes no longer than the store's limit for the disk.
   *
   * @return how many payloads were in memory only and are lost
   */
  long close();
}
