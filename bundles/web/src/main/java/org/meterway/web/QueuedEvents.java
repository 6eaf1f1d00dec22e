/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.meterway.api.web.EventStream;
import org.meterway.api.web.transport.EventChannel;
import org.meterway.api.web.transport.WebExchange;

/**
 * Events that wait until their listener takes them. No thread waits with them: whoever sends, or
 * the container when there is room again, writes what the channel takes without waiting.
 */
final class QueuedEvents implements EventStream {
  /** What may wait; one event that alone is longer may, too. */
  static final int MOST_BYTES = 1024 * 1024;

  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
  private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

  private final Deque<byte[]> queue = new ArrayDeque<>();
  private final Consumer<QueuedEvents> ended;
  private EventChannel channel;
  private long waiting;
  private boolean unflushed;
  private boolean movedSinceHeartbeat = true;
  private boolean tooSlow;
  private boolean open = true;

  QueuedEvents(Consumer<QueuedEvents> ended) {
    this.ended = ended;
  }

  /** A stream to nobody. */
  static EventStream closed() {
    QueuedEvents events = new QueuedEvents(none -> {});
    events.close();
    return events;
  }

  void attach(WebExchange exchange) throws IOException {
    EventChannel attached = exchange.stream(this::drain, this::close);
    synchronized (this) {
      channel = attached;
      if (!open) {
        attached.close();
      }
    }
    drain();
  }

  @Override
  public boolean send(String event, String data) {
    StringBuilder text = new StringBuilder(data.length() + event.length() + 32);
    text.append("event: ").append(LINE_END.matcher(event).replaceAll(" ")).append('\n');
    for (String line : LINE_END.split(data, -1)) {
      text.append("data: ").append(line).append('\n');
    }
    return add(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Sends nothing that a page sees, so that a listener that is gone without a word is found. */
  void heartbeat() {
    boolean stalled;
    synchronized (this) {
      stalled = !queue.isEmpty() && !movedSinceHeartbeat;
      movedSinceHeartbeat = false;
      tooSlow |= stalled;
    }
    if (stalled) {
      close();
    } else {
      add(HEARTBEAT);
    }
  }

  private boolean add(byte[] bytes) {
    boolean full;
    synchronized (this) {
      if (!open) {
        return false;
      }
      full = waiting > 0 && waiting + bytes.length > MOST_BYTES;
      tooSlow |= full;
      if (!full) {
        queue.add(bytes);
        waiting += bytes.length;
      }
    }
    if (full) {
      close();
      return false;
    }
    drain();
    return isOpen();
  }

  private void drain() {
    boolean failed = false;
    synchronized (this) {
      try {
        while (open && channel != null && channel.isReady()) {
          byte[] next = queue.poll();
          if (next != null) {
            waiting -= next.length;
            movedSinceHeartbeat = true;
            unflushed = true;
            channel.write(next);
          } else if (unflushed) {
            unflushed = false;
            channel.flush();
          } else {
            break;
          }
        }
      } catch (IOException | RuntimeException gone) {
        // Nobody is left to tell.
        failed = true;
      }
    }
    if (failed) {
      close();
    }
  }

  synchronized boolean isTooSlow() {
    return tooSlow;
  }

  @Override
  public synchronized boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    EventChannel closing;
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
      queue.clear();
      waiting = 0;
      closing = channel;
    }
    if (closing != null) {
      closing.close();
    }
    ended.accept(this);
  }
}
