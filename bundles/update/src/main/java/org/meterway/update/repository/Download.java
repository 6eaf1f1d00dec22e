/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.repository;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.meterway.update.release.Refusal;
import org.meterway.update.release.ReleaseException;

/** One answer of a server as it comes in. Written by the client's threads, watched by another. */
final class Download implements AutoCloseable {
  private static final int OK = 200;
  private static final int PARTIAL = 206;

  final URI address;
  final long size;

  private final LongConsumer progress;
  private final AtomicLong count = new AtomicLong();
  private final AtomicReference<IOException> failure = new AtomicReference<>();
  private boolean continued;
  private OutputStream out;

  /** Where the body goes, opened once the server has answered that there is one. */
  interface Opener {
    OutputStream open() throws IOException;
  }

  Download(URI address, long size, LongConsumer progress) {
    this.address = address;
    this.size = size;
    this.progress = progress;
  }

  /** Takes the body of a good answer, and nothing of another. */
  synchronized BodySubscriber<Void> receive(ResponseInfo info, long from, Opener opener) {
    int status = info.statusCode();
    if (status != OK && status != PARTIAL) {
      return BodySubscribers.replacing(null);
    }
    long announced = info.headers().firstValueAsLong("Content-Length").orElse(0);
    String range = info.headers().firstValue("Content-Range").orElse("");
    continued = status == PARTIAL;
    count.set(continued ? from : 0);
    if (continued && !range.startsWith("bytes " + from + "-")) {
      fail(new ReleaseException(Refusal.UNREACHABLE, address + ": the server sends another part"));
    } else if (count.get() + announced > size) {
      fail(tooLong());
    } else {
      try {
        out = opener.open();
      } catch (IOException e) {
        fail(e);
      }
    }
    return BodySubscribers.ofByteArrayConsumer(this::take);
  }

  private synchronized void take(Optional<byte[]> piece) {
    if (piece.isEmpty() || failure.get() != null || out == null) {
      return;
    }
    if (count.get() + piece.get().length > size) {
      fail(tooLong());
      return;
    }
    try {
      out.write(piece.get());
      progress.accept(count.addAndGet(piece.get().length));
    } catch (IOException e) {
      fail(e);
    }
  }

  private ReleaseException tooLong() {
    return new ReleaseException(Refusal.TOO_LARGE, address + " is longer than " + size + " bytes");
  }

  private void fail(IOException e) {
    failure.compareAndSet(null, e);
  }

  boolean isContinued() {
    return continued;
  }

  /** How many bytes are there, those of an earlier attempt included. */
  long count() {
    return count.get();
  }

  /**
   * Whether all was well up to now.
   *
   * @throws IOException if it was not
   */
  void check() throws IOException {
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    fail(new IOException("closed"));
    if (out != null) {
      out.close();
    }
  }
}
