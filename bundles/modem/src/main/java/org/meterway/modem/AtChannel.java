/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.meterway.api.port.MeterPort;
import org.meterway.api.port.PortException;
import org.meterway.api.port.PortListener;
import org.meterway.api.port.PortState;
import org.meterway.api.port.PortStatus;
import org.meterway.api.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command at a time over one port. Thread-safe. Whoever asks writes and waits on his own
 * thread; the port's reader thread only hands lines over.
 */
final class AtChannel implements PortListener {
  private static final Logger LOG = LoggerFactory.getLogger(AtChannel.class);

  private static final byte CTRL_Z = 0x1A;
  private static final byte ESCAPE = 0x1B;

  /** Its answer tells itself apart from every other. */
  private static final AtCommand IN_STEP = AtCommand.of("AT+CMEE?");

  private static final String IN_STEP_SIGN = "+CMEE:";

  private final MeterPort port;
  private final Counters<ModemCounter> counters;
  private final Consumer<String> unsolicited;
  private final Runnable stateChanged;

  /** Held from a command to its result. Fair: polls must not starve others, nor be starved. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition heard = lock.newCondition();

  // Guarded by lock.
  private final AtDialogue dialogue = new AtDialogue(new Heard());
  private AtAnswer answer;
  private boolean prompted;
  private boolean resultSeen;
  private boolean closed;

  /** Whether an answer may still come that belongs to a command given up. Guarded by turn. */
  private boolean outOfStep;

  /**
   * @param unsolicited is called on the port's thread, under a lock: it must only take note
   * @param stateChanged is told that the port opened or closed; must only take note
   */
  AtChannel(
      MeterPort port,
      Counters<ModemCounter> counters,
      Consumer<String> unsolicited,
      Runnable stateChanged) {
    this.port = port;
    this.counters = counters;
    this.unsolicited = unsolicited;
    this.stateChanged = stateChanged;
  }

  /** Waits for its turn, sends, and waits for the result. */
  AtAnswer ask(AtCommand command, Duration atMost) throws InterruptedException {
    turn.lockInterruptibly();
    try {
      if (outOfStep) {
        AtAnswer again = exchange(IN_STEP, IN_STEP_SIGN, atMost);
        if (!again.isAnswer() && !(again.kind() == AtAnswer.Kind.SILENT && sawResult())) {
          return new AtAnswer(again.kind(), unanswered(command, again), List.of());
        }
        outOfStep = false;
      }
      return exchange(command, null, atMost);
    } finally {
      turn.unlock();
    }
  }

  private static String unanswered(AtCommand command, AtAnswer again) {
    return again.kind() == AtAnswer.Kind.CLOSED
        ? again.words()
        : "still no answer to a command before " + command.shown();
  }

  /** A modem that does not know {@code AT+CMEE?} says only that. */
  private boolean sawResult() {
    lock.lock();
    try {
      return resultSeen;
    } finally {
      lock.unlock();
    }
  }

  private AtAnswer exchange(AtCommand command, String sign, Duration atMost)
      throws InterruptedException {
    PortStatus status = port.status();
    if (status.state() != PortState.OPEN) {
      return closed("port " + port.name() + " is not open: " + status.reason());
    }
    begin(command, sign);
    counters.increment(ModemCounter.COMMANDS);
    LOG.trace("{} < {}", port.name(), command);
    boolean done = false;
    try {
      write((command.line() + "\r").getBytes(StandardCharsets.ISO_8859_1));
      AtAnswer result = await(command, System.nanoTime() + atMost.toNanos(), atMost);
      done = result.isAnswer();
      if (result.kind() == AtAnswer.Kind.REFUSED) {
        counters.increment(ModemCounter.COMMANDS_REFUSED);
      }
      return result;
    } catch (PortException e) {
      return closed("port " + port.name() + ": " + e.getMessage());
    } finally {
      if (!done) {
        outOfStep = true;
        giveUp();
      }
    }
  }

  private void begin(AtCommand command, String sign) {
    lock.lock();
    try {
      answer = closed ? noLongerUsed() : null;
      prompted = false;
      resultSeen = false;
      if (sign == null) {
        dialogue.begin(command);
      } else {
        dialogue.beginAgain(command, sign);
      }
    } finally {
      lock.unlock();
    }
  }

  private AtAnswer await(AtCommand command, long end, Duration atMost)
      throws InterruptedException, PortException {
    if (awaitAnswerOrPrompt(end)) {
      write(command.text().isEmpty() ? new byte[] {ESCAPE} : ended(command.text()));
      awaitAnswerOrPrompt(end);
    }
    lock.lock();
    try {
      if (answer != null) {
        return answer;
      }
    } finally {
      lock.unlock();
    }
    counters.increment(ModemCounter.COMMANDS_UNANSWERED);
    if (!command.text().isEmpty()) {
      write(new byte[] {ESCAPE}); // It may still ask for the text.
    }
    return new AtAnswer(
        AtAnswer.Kind.SILENT,
        "no answer to %s within %.1f s".formatted(command.shown(), atMost.toMillis() / 1000.0),
        List.of());
  }

  private static byte[] ended(String text) {
    byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] ended = Arrays.copyOf(characters, characters.length + 1);
    ended[characters.length] = CTRL_Z;
    return ended;
  }

  /** Whether the modem asks for text. */
  private boolean awaitAnswerOrPrompt(long end) throws InterruptedException {
    lock.lock();
    try {
      long rest = end - System.nanoTime();
      while (answer == null && !prompted && rest > 0) {
        rest = heard.awaitNanos(rest);
      }
      boolean asks = prompted && answer == null;
      prompted = false;
      return asks;
    } finally {
      lock.unlock();
    }
  }

  private void giveUp() {
    lock.lock();
    try {
      dialogue.giveUp();
    } finally {
      lock.unlock();
    }
  }

  private void write(byte[] bytes) throws PortException {
    port.write(bytes, 0, bytes.length);
  }

  private static AtAnswer closed(String words) {
    return new AtAnswer(AtAnswer.Kind.CLOSED, words, List.of());
  }

  String portName() {
    return port.name();
  }

  boolean isOpen() {
    return port.status().state() == PortState.OPEN;
  }

  /** Bytes that meant nothing. */
  long droppedBytes() {
    lock.lock();
    try {
      return dialogue.droppedBytes();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void received(byte[] buffer, int offset, int length) {
    lock.lock();
    try {
      if (!closed) {
        dialogue.feed(buffer, offset, length);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stateChanged(PortStatus status) {
    lock.lock();
    try {
      dialogue.reset();
      if (status.state() != PortState.OPEN) {
        end(closed("port " + port.name() + " is not open: " + status.reason()));
      }
    } finally {
      lock.unlock();
    }
    stateChanged.run();
  }

  /** Whoever waits is told so at once; what still comes is not heard. */
  void close() {
    lock.lock();
    try {
      closed = true;
      end(noLongerUsed());
    } finally {
      lock.unlock();
    }
  }

  private AtAnswer noLongerUsed() {
    return closed("port " + port.name() + " is used no longer");
  }

  private void end(AtAnswer why) {
    if (answer == null) {
      answer = why;
      heard.signalAll();
    }
  }

  /** Called under the lock. */
  private final class Heard implements AtDialogue.Sink {
    @Override
    public void answered(AtAnswer result) {
      if (answer == null) {
        answer = result;
        heard.signalAll();
      }
    }

    @Override
    public void prompted() {
      prompted = true;
      heard.signalAll();
    }

    @Override
    public void unsolicited(String text) {
      counters.increment(ModemCounter.UNSOLICITED);
      unsolicited.accept(text);
    }

    @Override
    public void late(String line) {
      resultSeen = true;
      counters.increment(ModemCounter.ANSWERS_LATE);
    }
  }
}
