/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import org.meterway.api.link.MeterLink;
import org.meterway.api.port.MeterPort;
import org.osgi.framework.BundleContext;

/**
 * The line of the port or link that is chosen, as these come and go. Thread-safe; the hook is
 * called without a lock.
 */
final class SharedLines implements AutoCloseable {
  /** What is chosen. */
  enum Choice {
    /** Neither. */
    NONE,
    /** The port of {@code MeterPort.target}. */
    PORT,
    /** The channel of the link of {@code MeterLink.target}. */
    LINK
  }

  private final BundleContext context;
  private final String owner;
  private final int ranking;
  private final Runnable changed;
  private Choice choice = Choice.NONE;
  private MeterPort port;
  private MeterLink link;

  /** What {@link #line} is over; null for nothing. */
  private Object used;

  private SharedLine line;
  private boolean closed;

  /**
   * @param owner what the handler of a link is called
   * @param ranking of that handler
   * @param changed hears that the line is another one, or gone
   */
  SharedLines(BundleContext context, String owner, int ranking, Runnable changed) {
    this.context = context;
    this.owner = owner;
    this.ranking = ranking;
    this.changed = changed;
  }

  void choose(Choice newChoice) {
    synchronized (this) {
      choice = newChoice;
    }
    renew();
  }

  void bind(MeterPort newPort) {
    synchronized (this) {
      port = newPort;
    }
    renew();
  }

  void unbind(MeterPort gone) {
    synchronized (this) {
      if (port == gone) {
        port = null;
      }
    }
    renew();
  }

  void bind(MeterLink newLink) {
    synchronized (this) {
      link = newLink;
    }
    renew();
  }

  void unbind(MeterLink gone) {
    synchronized (this) {
      if (link == gone) {
        link = null;
      }
    }
    renew();
  }

  /**
   * The line.
   *
   * @throws IOException if what is chosen is not there
   */
  synchronized SharedLine line() throws IOException {
    if (line == null) {
      throw new IOException(
          choice == Choice.PORT
              ? "no port matches MeterPort.target"
              : "no link matches MeterLink.target");
    }
    return line;
  }

  /** How many bytes the line did not deliver. */
  synchronized long unheard() {
    return line == null ? 0 : line.unheard();
  }

  /** What is used; empty for nothing. */
  synchronized String inWords() {
    return line == null ? "" : line.inWords();
  }

  private void renew() {
    SharedLine before;
    SharedLine after;
    synchronized (this) {
      Object wanted = closed ? null : wanted();
      if (wanted == used) {
        return;
      }
      before = line;
      used = wanted;
      line = null;
      if (wanted instanceof MeterPort chosen) {
        line = new PortLine(context, chosen);
      } else if (wanted instanceof MeterLink chosen) {
        line = new LinkLine(context, chosen, owner, ranking);
      }
      after = line;
    }
    if (after != null) {
      after.attach();
    }
    if (before != null) {
      before.discard();
    }
    changed.run();
  }

  private Object wanted() {
    return switch (choice) {
      case NONE -> null;
      case PORT -> port;
      case LINK -> link;
    };
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    renew();
  }
}
