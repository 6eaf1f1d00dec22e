/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.meterway.api.web.transport.EventChannel;

/** An asynchronous answer, written to without waiting. */
final class AsyncChannel implements EventChannel, WriteListener, AsyncListener {
  private final AsyncContext context;
  private final ServletOutputStream output;
  private final Runnable ready;
  private final Runnable gone;
  private final AtomicBoolean complete = new AtomicBoolean();

  /** The container has said once that writing is possible; before that nobody may. */
  private volatile boolean begun;

  AsyncChannel(AsyncContext context, ServletOutputStream output, Runnable ready, Runnable gone) {
    this.context = context;
    this.output = output;
    this.ready = ready;
    this.gone = gone;
  }

  void open() {
    context.addListener(this);
    output.setWriteListener(this);
  }

  @Override
  public boolean isReady() {
    return begun && !complete.get() && output.isReady();
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    output.write(bytes);
  }

  @Override
  public void flush() throws IOException {
    output.flush();
  }

  @Override
  public void close() {
    if (complete.compareAndSet(false, true)) {
      try {
        context.complete();
      } catch (IllegalStateException e) {
        // The container has ended it already.
        return;
      }
    }
  }

  @Override
  public void onWritePossible() {
    begun = true;
    ready.run();
  }

  @Override
  public void onError(Throwable cause) {
    gone.run();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    complete.set(true);
    gone.run();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    gone.run();
  }

  @Override
  public void onError(AsyncEvent event) {
    gone.run();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // It is not begun anew.
  }
}
