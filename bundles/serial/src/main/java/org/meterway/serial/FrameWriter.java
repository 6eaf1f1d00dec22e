/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.serial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.meterway.api.port.PortException;
import org.meterway.api.status.Counters;

/**
 * Gives the line to one writer at a time, first come first served.
 *
 * <p>Who holds the <em>turn</em> may write. A caller who may wait takes the turn if it is free, and
 * writes on its own thread; otherwise it waits in the queue. Frames of callers who may not wait are
 * queued and written by a thread that lives only while there are any. No lock is held while the
 * driver works.
 */
final class FrameWriter {
  /** The most that waits in queued frames, beyond what the driver has taken. */
  static final int MAX_QUEUED_BYTES = 1 << 20;

  static final int MAX_QUEUED_FRAMES = 4096;

  /** Queued frames are handed to the driver together up to this; its own buffer is no larger. */
  private static final int BATCH = 4096;

  private static final long THREAD_IDLE_SECONDS = 30;

  private final String port;
  private final Counters<PortCounter> counters;
  private final BiConsumer<Line, String> onBreak;
  private final WriteWatchdog.Watch watch;
  private final ThreadPoolExecutor drainer;
  private final byte[] batch = new byte[BATCH];

  private final Object lock = new Object();
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private int queuedFrames;
  private int queuedBytes;
  private boolean turnTaken;
  private Line line;

  /** Of the line; belongs to who has the turn. */
  private TransmissionClock clock;

  private String closedReason = "not opened yet";
  private boolean closed;

  /** The line that the watchdog closes when the write under way takes too long. */
  private volatile Line writingTo;

  private volatile long writeTimeoutNanos;

  /**
   * A writer without a line.
   *
   * @param onBreak is told of a line that does not take bytes any more, and the reason
   */
  FrameWriter(
      String port,
      Counters<PortCounter> counters,
      WriteWatchdog watchdog,
      BiConsumer<Line, String> onBreak) {
    this.port = port;
    this.counters = counters;
    this.onBreak = onBreak;
    this.watch = watchdog.watch(this::expired);
    this.drainer =
        new ThreadPoolExecutor(
            1,
            1,
            THREAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> Threads.daemon("meterway-serial-writer-" + port, task));
    drainer.allowCoreThreadTimeOut(true);
  }

  void setWriteTimeoutNanos(long nanos) {
    writeTimeoutNanos = nanos;
  }

  /** From now on writes go to this line. */
  void attach(Line newLine, LineSettings settings) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      line = newLine;
      clock = new TransmissionClock(settings, System.nanoTime());
    }
  }

  /** From now on writes are refused; what waits is lost. */
  void detach(String reason) {
    List<Waiting> lost;
    synchronized (lock) {
      lost = takeLine(reason);
    }
    lost.forEach(this::lose);
  }

  /** As {@link #detach(String)}, unless writes go to another line already. */
  void detach(Line broken, String reason) {
    List<Waiting> lost = List.of();
    synchronized (lock) {
      if (line == broken) {
        lost = takeLine(reason);
      }
    }
    lost.forEach(this::lose);
  }

  private List<Waiting> takeLine(String reason) {
    line = null;
    closedReason = reason;
    List<Waiting> lost = new ArrayList<>(queue);
    queue.clear();
    queuedFrames = 0;
    queuedBytes = 0;
    return lost;
  }

  private void lose(Waiting waiting) {
    counters.increment(PortCounter.WRITES_LOST);
    waiting.answer(Answer.LOST);
  }

  /**
   * Waits until no write is under way. The driver may take its time to let go of a closed line, and
   * jSerialComm would lead a late write into the next line of the same device.
   */
  boolean awaitQuiet(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (turnTaken) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        lock.wait(left);
      }
      return true;
    }
  }

  /** Refuses writes for good, and ends the thread if there is one. */
  void close() {
    synchronized (lock) {
      closed = true;
    }
    detach("closed");
    // Whoever closes the port closes the line too, which frees a stuck write without watchdog.
    watch.close();
    drainer.shutdown();
  }

  /** As in {@link org.meterway.api.port.MeterPort#write}. */
  void write(byte[] buffer, int offset, int length) throws PortException {
    Line target;
    TransmissionClock targetClock;
    Waiting waiting = null;
    synchronized (lock) {
      if (line == null) {
        throw refused();
      }
      if (turnTaken) {
        waiting = new Waiting(null);
        queue.add(waiting);
      } else {
        turnTaken = true;
      }
      target = line;
      targetClock = clock;
    }
    if (waiting != null) {
      awaitTurn(waiting);
      synchronized (lock) {
        target = line;
        targetClock = clock;
      }
    }
    try {
      if (target == null) {
        throw refused();
      }
      send(target, targetClock, buffer, offset, length, 1);
    } finally {
      passTurnOn();
    }
  }

  /** As in {@link org.meterway.api.port.MeterPort#enqueue}. */
  boolean enqueue(byte[] frame) {
    synchronized (lock) {
      if (line == null) {
        counters.increment(PortCounter.WRITES_REFUSED);
        return false;
      }
      if (queuedFrames == MAX_QUEUED_FRAMES || queuedBytes > MAX_QUEUED_BYTES - frame.length) {
        counters.increment(PortCounter.QUEUE_OVERFLOWS);
        return false;
      }
      queue.add(new Waiting(frame));
      queuedFrames++;
      queuedBytes += frame.length;
      if (!turnTaken) {
        turnTaken = true;
        drainer.execute(this::drain);
      }
      return true;
    }
  }

  private PortException refused() {
    counters.increment(PortCounter.WRITES_REFUSED);
    synchronized (lock) {
      return new PortException("Port " + port + " is not open: " + closedReason);
    }
  }

  private void awaitTurn(Waiting waiting) throws PortException {
    Answer answer;
    try {
      answer = waiting.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      boolean withdrawn;
      synchronized (lock) {
        withdrawn = queue.remove(waiting);
      }
      if (!withdrawn && waiting.awaitUninterruptibly() == Answer.YOUR_TURN) {
        passTurnOn();
      }
      throw new PortException("Interrupted while waiting to write to port " + port, e);
    }
    if (answer == Answer.LOST) {
      synchronized (lock) {
        throw new PortException("Port " + port + " closed before the write: " + closedReason);
      }
    }
  }

  /** Writes with the turn. */
  private void send(
      Line target, TransmissionClock targetClock, byte[] buffer, int offset, int length, int writes)
      throws PortException {
    // What the driver took earlier and the line has not yet sent delays this write rightly.
    long sent = targetClock.add(length, System.nanoTime());
    writingTo = target;
    watch.begin(sent + writeTimeoutNanos);
    LineException failure = null;
    try {
      target.write(buffer, offset, length);
    } catch (LineException e) {
      failure = e;
    }
    boolean inTime = watch.end();
    if (inTime && failure == null) {
      counters.add(PortCounter.WRITES, writes);
      counters.add(PortCounter.BYTES_OUT, length);
      return;
    }
    counters.add(PortCounter.WRITES_LOST, writes);
    if (inTime) {
      onBreak.accept(target, failure.getMessage());
      throw new PortException(
          "Port " + port + ": " + failure.getMessage(), failure.written(), failure);
    }
    // Without a failure the driver has taken all bytes, though too late.
    int written = failure == null ? length : failure.written();
    throw new PortException("Port " + port + ": " + timeoutReason(), written, failure);
  }

  /** On the watchdog's thread. */
  private void expired() {
    counters.increment(PortCounter.WRITE_TIMEOUTS);
    onBreak.accept(writingTo, timeoutReason());
  }

  private String timeoutReason() {
    return "the line did not take a frame within "
        + TimeUnit.NANOSECONDS.toMillis(writeTimeoutNanos)
        + " ms beyond its transmission time; is the sender stopped by flow control?";
  }

  private void passTurnOn() {
    Waiting next;
    synchronized (lock) {
      next = queue.peek();
      if (next == null) {
        turnTaken = false;
        lock.notifyAll();
        return;
      }
      if (next.isFrame()) {
        // Under the lock: the thread pool is shut down only after the queue was emptied.
        drainer.execute(this::drain);
        return;
      }
      queue.remove();
    }
    next.answer(Answer.YOUR_TURN);
  }

  /** Writes the frames at the head of the queue, with the turn. */
  private void drain() {
    try {
      while (drainSome()) {}
    } finally {
      passTurnOn();
    }
  }

  private boolean drainSome() {
    Line target;
    TransmissionClock targetClock;
    byte[] bytes = batch;
    int length = 0;
    int frames = 0;
    synchronized (lock) {
      target = line;
      targetClock = clock;
      Waiting next = queue.peek();
      while (next != null && next.isFrame()) {
        if (frames > 0 && length + next.frame.length > BATCH) {
          break;
        }
        queue.remove();
        queuedFrames--;
        queuedBytes -= next.frame.length;
        frames++;
        if (next.frame.length > BATCH) {
          bytes = next.frame;
          length = bytes.length;
          break;
        }
        System.arraycopy(next.frame, 0, batch, length, next.frame.length);
        length += next.frame.length;
        next = queue.peek();
      }
    }
    if (frames == 0) {
      return false;
    }
    try {
      send(target, targetClock, bytes, 0, length, frames);
    } catch (PortException e) {
      // Counted; and the port goes to FAILED with this reason, where it is logged.
      return false;
    }
    return true;
  }

  private enum Answer {
    YOUR_TURN,
    LOST
  }

  /** A place in the queue: of a frame, or of a caller who waits for the turn. */
  private static final class Waiting {
    final byte[] frame;
    private Answer answer;

    Waiting(byte[] frame) {
      this.frame = frame;
    }

    boolean isFrame() {
      return frame != null;
    }

    synchronized void answer(Answer value) {
      answer = value;
      notifyAll();
    }

    synchronized Answer await() throws InterruptedException {
      while (answer == null) {
        wait();
      }
      return answer;
    }

    synchronized Answer awaitUninterruptibly() {
      boolean interrupted = false;
      while (answer == null) {
        try {
          wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return answer;
    }
  }
}
