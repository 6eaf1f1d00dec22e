/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameError;
import org.meterway.api.codec.FrameSink;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageException;
import org.meterway.api.message.Parameters;

/**
 * A meter at one end of a line: sends payloads and questions as planned, answers the module's
 * questions, and counts. One thread reads, one sends.
 */
public final class SimulatedMeter implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TRY_AGAIN = Duration.ofMillis(200);
  private static final long LONGEST_PAUSE_NANOS = 50_000_000L;
  private static final long CLOSE_MS = 1000;

  /** The golden ratio: multiples of it spread evenly over an interval. */
  private static final double SPREAD = 0.6180339887;

  /** Asked to learn whether the gateway is there; its answer is no news. */
  private static final Message ANYBODY_THERE =
      new Message.Get(Parameters.DEVICE_NAME, OptionalInt.of(0));

  private final int number;
  private final Line line;
  private final Codecs codecs;
  private final MeterPlan plan;
  private final MeterListener listener;
  private final MeterTransmitter transmitter;
  private final ParameterMemory parameters;
  private final Interview interview = new Interview(PATIENCE.toNanos());
  private final Reception reception = new Reception();
  private final PayloadReader payloads = new PayloadReader(new Payloads());
  private final FrameDecoder decoder;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger replies = new AtomicInteger();

  /** How often the gateway was asked whether it is there. */
  private final AtomicInteger tries = new AtomicInteger();

  private final AtomicBoolean failed = new AtomicBoolean();
  private final Thread reader;
  private final Thread sender;

  private volatile boolean sending = true;
  private volatile boolean closing;

  /**
   * A meter that does nothing yet.
   *
   * @param number 0 to 65535; it stands in each payload
   * @param line closed with the meter
   */
  public SimulatedMeter(
      int number, Line line, Codecs codecs, MeterPlan plan, MeterListener listener) {
    this.number = number;
    this.line = Objects.requireNonNull(line, "line");
    this.codecs = codecs;
    this.plan = plan;
    this.listener = Objects.requireNonNull(listener, "listener");
    transmitter = new MeterTransmitter(line, codecs, plan.noise(), number);
    parameters = new ParameterMemory("METER" + number);
    decoder = codecs.frames().newDecoder(codecs.format(), new Frames());
    reader = thread("reader", this::readLine);
    sender = thread("sender", this::sendAsPlanned);
  }

  private Thread thread(String what, Runnable work) {
    Thread thread = new Thread(work, "simulator-meter" + number + "-" + what);
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to listen and to answer. */
  public void listen() {
    reader.start();
  }

  /**
   * Asks for the device name until the gateway answers. Call it after {@link #listen} and before
   * {@link #send}.
   *
   * @return {@code false} when there was no answer within the limit
   */
  public boolean awaitGateway(Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() - end < 0 && !closing && !failed.get()) {
      interview.askAsTry(ANYBODY_THERE, System.nanoTime());
      tries.incrementAndGet();
      transmitter.send(ANYBODY_THERE);
      if (waitWhile(interview::isOutstanding, TRY_AGAIN)) {
        return true;
      }
      interview.withdrawTry();
    }
    return false;
  }

  /** Begins to send as planned. */
  public void send() {
    sender.start();
  }

  /** Ends sending; listening and answering go on. */
  public void stopSending() {
    sending = false;
    LockSupport.unpark(sender);
  }

  /**
   * Waits until all planned payloads are sent, or {@link #stopSending} has ended it, or the line
   * has failed.
   *
   * @return {@code false} when the limit has passed first
   */
  public boolean awaitSent(Duration limit) throws InterruptedException {
    sender.join(Math.max(1, limit.toMillis()));
    return !sender.isAlive();
  }

  /** Waits until the outstanding question is answered or given up; at most the limit. */
  public boolean awaitAnswer(Duration limit) {
    return waitWhile(interview::isOutstanding, limit);
  }

  /** Waits until as many replies came as messages of the plan were sent; at most the limit. */
  public boolean awaitReplies(Duration limit) {
    return waitWhile(() -> replies.get() < sent.get(), limit);
  }

  /** The number that stands in each payload. */
  public int number() {
    return number;
  }

  /** Transparent payloads sent, or messages of the plan. */
  public long sent() {
    return sent.get();
  }

  /** Messages that came with the protocol id of the plan's message. */
  public long replies() {
    return replies.get();
  }

  /** What came from the head end. */
  public Reception reception() {
    return reception;
  }

  /** Questions, settings and events that went to the gateway. */
  public long asked() {
    return interview.asked();
  }

  /** Those that were answered. */
  public long answered() {
    return interview.answered();
  }

  /** Bytes received that were no good frame, by cause. */
  public long faults(FrameError error) {
    return decoder.faults(error);
  }

  /** Whether the line has failed or ended. */
  public boolean hasFailed() {
    return failed.get();
  }

  /** Ends all and closes the line, within two seconds. */
  @Override
  public void close() {
    closing = true;
    stopSending();
    try {
      line.close();
    } catch (IOException e) {
      listener.failed(e);
    }
    try {
      reader.join(CLOSE_MS);
      sender.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readLine() {
    byte[] buffer = new byte[8192];
    try {
      int count = line.read(buffer);
      while (count >= 0) {
        decoder.decode(buffer, 0, count);
        count = line.read(buffer);
      }
      fail(new IOException("the line has ended"));
    } catch (IOException e) {
      fail(e);
    }
  }

  private void sendAsPlanned() {
    long now = System.nanoTime();
    double phase = number * SPREAD % 1;
    Pace payloadPace = new Pace(plan.payloadsPerSecond(), phase, now);
    Pace questionPace = new Pace(plan.questionsPerSecond(), phase, now);
    try {
      while (sending && !failed.get() && !isComplete()) {
        now = System.nanoTime();
        if (payloadPace.take(now)) {
          if (plan.message() == null) {
            sendPayload();
          } else {
            sendMessage(plan.message());
          }
        }
        if (questionPace.take(now)) {
          ask(now);
        }
        long wait = Math.min(payloadPace.waitNanos(now), questionPace.waitNanos(now));
        if (wait > 0) {
          LockSupport.parkNanos(Math.min(wait, LONGEST_PAUSE_NANOS));
        }
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private boolean isComplete() {
    return plan.payloads() > 0 && sent.get() >= plan.payloads();
  }

  private void sendPayload() throws IOException {
    SimulatedPayload payload =
        new SimulatedPayload(
            Direction.UP, number, sent.get(), SimulatedPayload.now(), plan.payloadLength());
    // Counted before it is written: the other end may have it before the call returns.
    sent.incrementAndGet();
    transmitter.send(new Message.Transparent(payload.encode()));
    listener.sent(payload);
  }

  private void sendMessage(Message message) throws IOException {
    sent.incrementAndGet();
    transmitter.send(message);
    listener.sent(message);
  }

  private void ask(long now) throws IOException {
    Message tooLate = interview.giveUp(now);
    if (tooLate != null) {
      listener.unanswered(tooLate);
    }
    Message question = interview.next(now);
    if (question != null) {
      transmitter.send(question);
    }
  }

  private void receive(Message message) {
    if (message instanceof Message.Transparent transparent) {
      byte[] payload = transparent.payload();
      payloads.read(payload, 0, payload.length);
      return;
    }
    Acknowledgement acknowledgement = Acknowledgement.in(message);
    if (acknowledgement != null) {
      listener.acknowledged(acknowledgement.sequence(), acknowledgement.accepted());
      return;
    }
    Interview.Answered answered = interview.answer(message, System.nanoTime());
    if (answered == null ? isLateForTry(message) : answered.question() == ANYBODY_THERE) {
      return;
    }
    if (answered != null) {
      listener.answered(answered.question(), message, answered.nanos());
      return;
    }
    if (plan.isReply(message)) {
      replies.incrementAndGet();
      listener.replied(message);
      return;
    }
    parameters
        .answer(message)
        .ifPresentOrElse(answer -> serve(message, answer), () -> listener.unexpected(message));
  }

  /**
   * Whether this answers a try to reach the gateway that was given up; a later one was answered.
   */
  private boolean isLateForTry(Message message) {
    return !interview.isOutstanding()
        && Interview.answers(ANYBODY_THERE, message)
        && tries.getAndUpdate(left -> Math.max(1, left - 1)) > 1;
  }

  private void serve(Message question, Message answer) {
    try {
      transmitter.send(answer);
      listener.served(question, answer);
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(IOException cause) {
    if (failed.compareAndSet(false, true) && !closing) {
      listener.failed(cause);
    }
  }

  /** Waits while the condition holds; {@code false} when it still does at the limit. */
  private boolean waitWhile(java.util.function.BooleanSupplier condition, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0 || closing || failed.get()) {
        return false;
      }
      LockSupport.parkNanos(1_000_000L);
    }
    return true;
  }

  private final class Frames implements FrameSink {
    @Override
    public void frame(
        int protocol, byte[] buffer, int offset, int length, long position, int wireLength) {
      try {
        receive(codecs.messages().decode(protocol, buffer, offset, length));
      } catch (MessageException e) {
        listener.malformed(e.getMessage());
      }
    }

    @Override
    public void fault(FrameError error, long position, long wireLength) {
      listener.fault(error, wireLength);
    }
  }

  private final class Payloads implements PayloadReader.Sink {
    @Override
    public void payload(SimulatedPayload payload) {
      listener.received(payload, reception.payload(payload));
    }

    @Override
    public void foreign(byte[] buffer, int offset, int length) {
      reception.foreign(length);
      listener.foreign(java.util.Arrays.copyOfRange(buffer, offset, offset + length));
    }
  }
}
