/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.meterway.api.status.RateLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a store, which alone touch its files. Each duty has one thread at a time, and
 * duties wait for each other only when there are more of them than threads: a disk makes what
 * several queues have written safe in little more time than what one has.
 *
 * <p>One thread is always there; others come when it is at work, and go when they have had nothing
 * to do for a while.
 */
final class StoreAgent {
  static final int MOST_THREADS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(StoreAgent.class);
  private static final String NAME = "meterway-store";

  /** After an error of the program, which may come again at once. */
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  /** When nothing is due. */
  private static final long LONG = TimeUnit.MINUTES.toNanos(1);

  /** When something will be due again that another thread is at. */
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(200);

  /** So often a further thread looks whether the first one is held up while duties are due. */
  private static final long GLANCE = TimeUnit.SECONDS.toNanos(1);

  /** A further thread ends after so many of them. */
  private static final int MOST_GLANCES = 10;

  private final StoreRoom room;
  private final RateLimit bugLog = new RateLimit();
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock.
  private final List<Post> posts = new ArrayList<>();
  private final ArrayDeque<Post> line = new ArrayDeque<>();
  private final Worker[] workers = new Worker[MOST_THREADS];
  private final Thread[] latest = new Thread[MOST_THREADS];
  private int threads;
  private boolean isStarted;
  private boolean isStopping;

  StoreAgent(StoreRoom room) {
    this.room = room;
  }

  /** A duty's place: when it is done next, and by whom. */
  final class Post {
    private final String name;
    private final AtomicBoolean isWoken = new AtomicBoolean();

    // Guarded by the lock.
    private Duty duty;
    private boolean isInLine;
    private boolean isAtWork;
    private long dueAt;

    private Post(String name) {
      this.name = name;
    }

    /** The duty is done from now on, until it says that it is done with. */
    void begin(Duty newDuty) {
      lock.lock();
      try {
        duty = newDuty;
        dueAt = System.nanoTime();
        posts.add(this);
        isWoken.set(true);
        call(this);
      } finally {
        lock.unlock();
      }
    }

    /** Lets the next round begin as soon as a thread is free. Any thread. */
    void wake() {
      if (!isWoken.getAndSet(true)) {
        lock.lock();
        try {
          call(this);
        } finally {
          lock.unlock();
        }
      }
    }

    /** Whether a thread may take it: it has begun, and an earlier one of its name is done with. */
    private boolean isFree() {
      if (!isAtWork) {
        for (Post post : posts) {
          if (post.name.equals(name)) {
            return post == this;
          }
        }
      }
      return false;
    }
  }

  private final class Worker implements Runnable {
    private final Condition called = lock.newCondition();
    private final int number;

    // Guarded by the lock.
    private Post post;
    private boolean isIdle;
    private long looksAt;

    private Worker(int number) {
      this.number = number;
    }

    @Override
    public void run() {
      for (Post next = next(this); next != null; next = next(this)) {
        long due = PAUSE;
        try {
          due = next.duty.round();
        } catch (RuntimeException | Error e) {
          if (bugLog.permits()) {
            LOG.error("The store's thread fails, and goes on", e);
          }
        }
        finished(next, due);
      }
      if (leave(this)) {
        release();
      }
    }
  }

  /**
   * A place for a duty that begins later. Where the duty of an earlier place of this name is not
   * done with, it waits for that.
   */
  Post post(String name) {
    return new Post(name);
  }

  void start() {
    lock.lock();
    try {
      isStarted = true;
      startWorker();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the next round of all duties begin. Any thread. */
  void wake() {
    posts().forEach(Post::wake);
  }

  private List<Post> posts() {
    lock.lock();
    try {
      return List.copyOf(posts);
    } finally {
      lock.unlock();
    }
  }

  /** Ends once all duties are done with. Returns whether it has ended within this time. */
  boolean stop(long nanos) {
    lock.lock();
    try {
      isStopping = true;
      callAll();
    } finally {
      lock.unlock();
    }
    wake();
    boolean interrupted = false;
    long deadline = System.nanoTime() + nanos;
    for (Thread thread = running(); thread != null; thread = running()) {
      long rest = deadline - System.nanoTime();
      if (rest <= 0) {
        break;
      }
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, rest);
      } catch (InterruptedException e) {
        interrupted = true; // And it ends all the same within its time.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return running() == null;
  }

  private Thread running() {
    lock.lock();
    try {
      for (Thread thread : latest) {
        if (thread != null && thread.isAlive()) {
          return thread;
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * One round of all duties on the calling thread, for tests without threads.
   *
   * @return after how many nanoseconds something is due again
   */
  long round() {
    long due = LONG;
    for (Post post : posts()) {
      long next = post.duty.round();
      finished(post, next);
      due = Math.min(due, next);
    }
    return due;
  }

  /** Lets others have the folder. */
  void release() {
    try {
      room.release();
    } catch (IOException e) {
      LOG.debug("Closing the lock of {} failed", room.folder(), e);
    }
  }

  // What follows is under the lock, or begins by taking it.

  private void startWorker() {
    for (int i = 0; i < MOST_THREADS; i++) {
      if (workers[i] == null) {
        Worker worker = new Worker(i);
        Thread thread = new Thread(worker, i == 0 ? NAME : NAME + "-" + (i + 1));
        thread.setDaemon(true);
        thread.start(); // It has to wait for the lock.
        workers[i] = worker;
        latest[i] = thread;
        threads++;
        return;
      }
    }
  }

  private boolean isEnded() {
    return isStopping && posts.isEmpty();
  }

  private void callAll() {
    for (Worker worker : workers) {
      if (worker != null) {
        worker.called.signal();
      }
    }
  }

  /** Finds a thread for a duty that is due. */
  private void call(Post post) {
    if (!isStarted || post.isInLine || !post.isFree()) {
      return; // Or its thread sees that there is more to do.
    }
    for (Worker worker : workers) {
      if (worker != null && worker.isIdle) {
        worker.isIdle = false;
        worker.post = post;
        post.isAtWork = true;
        worker.called.signal();
        return;
      }
    }
    post.isInLine = true;
    line.addLast(post);
    if (threads < MOST_THREADS) {
      startWorker();
    }
  }

  /** Waits for the next duty of a thread; {@code null} if it shall end. */
  private Post next(Worker worker) {
    lock.lock();
    try {
      int glances = 0;
      while (true) {
        Post post = take(worker);
        if (post != null) {
          post.isInLine = false;
          post.isAtWork = true;
          post.isWoken.set(false);
          return post;
        }
        boolean isFirst = worker.number == 0;
        if (isEnded() || !isFirst && glances++ == MOST_GLANCES) {
          return null;
        }
        await(worker, isFirst ? dueIn() : GLANCE);
      }
    } finally {
      lock.unlock();
    }
  }

  /** What was given to the thread, or is first in line, or is due. */
  private Post take(Worker worker) {
    Post given = worker.post;
    if (given != null) {
      worker.post = null;
      return given;
    }
    Post first = line.pollFirst();
    if (first != null) {
      return first;
    }
    long now = System.nanoTime();
    for (Post post : posts) {
      if (post.dueAt - now <= 0 && post.isFree()) {
        return post;
      }
    }
    return null;
  }

  private long dueIn() {
    long now = System.nanoTime();
    long due = LONG;
    for (Post post : posts) {
      if (post.isAtWork) {
        due = Math.min(due, SOON);
      } else if (post.isFree()) {
        due = Math.min(due, post.dueAt - now);
      }
    }
    return due;
  }

  private void await(Worker worker, long nanos) {
    worker.isIdle = true;
    worker.looksAt = System.nanoTime() + nanos;
    try {
      worker.called.awaitNanos(nanos);
    } catch (InterruptedException e) {
      LOG.debug("Interrupted by a stranger", e); // An interrupt that stays would close the files.
    }
    worker.isIdle = false;
  }

  private void finished(Post post, long due) {
    lock.lock();
    try {
      post.isAtWork = false;
      post.dueAt = System.nanoTime() + due;
      if (post.duty.isDone()) {
        posts.remove(post);
        if (isEnded()) {
          callAll();
        }
      } else if (isStarted && (post.isWoken.get() || due <= 0)) {
        post.isInLine = true;
        line.addLast(post); // Behind others that wait.
      }
      Worker first = workers[0];
      if (first != null && first.isIdle && post.dueAt - first.looksAt < 0) {
        first.called.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether it is the last one. */
  private boolean leave(Worker worker) {
    lock.lock();
    try {
      workers[worker.number] = null;
      threads--;
      return threads == 0;
    } finally {
      lock.unlock();
    }
  }
}
