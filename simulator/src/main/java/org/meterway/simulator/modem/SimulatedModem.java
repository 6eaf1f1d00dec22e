/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.modem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;
import org.meterway.simulator.Line;
import org.meterway.simulator.Pty;
import org.meterway.simulator.PtyLine;

/**
 * A mobile modem on a serial line. It answers the AT commands of SIM card, registration, signal,
 * operator, radio and short messages as 3GPP TS 27.007 and 27.005 have them, and does wrong what it
 * is told to.
 *
 * <p>All methods may be called from any thread. At first there is a SIM card that wants no PIN, the
 * home network with a signal of 20, and no message.
 */
public final class SimulatedModem implements AutoCloseable {
  /** Remembered of what was asked and sent; older ones are forgotten. */
  private static final int REMEMBERED = 1000;

  private static final int LONGEST_COMMAND = 4096;
  private static final Duration SLOW = Duration.ofSeconds(1);
  private static final byte[] NOISE = {0x00, (byte) 0xFF, 0x7E, (byte) 0x80, 'x', '\r', '\n'};
  private static final int CTRL_Z = 0x1A;
  private static final int ESCAPE = 0x1B;
  private static final int CLOSE_MS = 2000;

  private final Line line;
  private final Pty pty;
  private final ScheduledThreadPoolExecutor clock;
  private final Thread reader = new Thread(this::readLine, "simulated-modem");
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  // Guarded by this.
  private final SimCard sim = new SimCard();
  private final Radio radio = new Radio();
  private final MessageMemory memory = new MessageMemory();
  private final Interpreter interpreter = new Interpreter(sim, radio, memory, new Effects());
  private final Set<ModemFault> faults = EnumSet.noneOf(ModemFault.class);
  private final Deque<String> commands = new ArrayDeque<>();
  private final Deque<SentMessage> sent = new ArrayDeque<>();
  private Registration told = Registration.HOME;
  private Duration searchTime = Duration.ofMillis(200);
  private int messageReference;
  private Consumer<String> trace = line -> {};

  private SimulatedModem(Line line, Pty pty) {
    this.line = line;
    this.pty = pty;
    clock =
        new ScheduledThreadPoolExecutor(
            1,
            run -> {
              Thread thread = new Thread(run, "simulated-modem-radio");
              thread.setDaemon(true);
              return thread;
            });
    reader.setDaemon(true);
  }

  /** A modem on a pseudo-terminal of its own, listening. */
  public static SimulatedModem onPty() throws IOException {
    Pty pty = Pty.open();
    SimulatedModem modem = new SimulatedModem(new PtyLine(pty), pty);
    modem.reader.start();
    return modem;
  }

  /** A modem on a line, listening; closing it closes the line. */
  public static SimulatedModem on(Line line) {
    SimulatedModem modem = new SimulatedModem(line, null);
    modem.reader.start();
    return modem;
  }

  /**
   * The path of its device.
   *
   * @throws IllegalStateException if it is on no pseudo-terminal
   */
  public Path device() {
    return pty().device();
  }

  /** Makes a symbolic link to its device, as {@link Pty#linkAt}. */
  public void linkAt(Path symlink) throws IOException {
    pty().linkAt(symlink);
  }

  private Pty pty() {
    if (pty == null) {
      throw new IllegalStateException("this modem is on no pseudo-terminal");
    }
    return pty;
  }

  // ---- what it is like

  /** The state of the SIM card from now on; whoever listens hears of the registration. */
  public void setSim(SimState state) {
    change(() -> sim.become(state));
  }

  /** The SIM card asks for this PIN from now on, and after three wrong ones for the PUK. */
  public void requirePin(String pin, String puk) {
    change(() -> sim.lock(pin, puk));
  }

  /** How many wrong PINs the card still takes: 3 at first. */
  public synchronized int pinTries() {
    return sim.pinTries();
  }

  /** The number of the SIM card. */
  public synchronized void setIccid(String iccid) {
    sim.iccid(iccid);
  }

  /** What a radio that is on, and not stuck, gets from the network from now on. */
  public void setRegistration(Registration registration) {
    change(() -> radio.network(registration));
  }

  /**
   * The registration is lost, and no patience brings it back: only switching the radio off and on.
   *
   * @param cycles how often that is needed
   */
  public void stickRadio(int cycles) {
    change(() -> radio.stick(cycles));
  }

  /** The signal as {@code +CSQ} counts it: 0 to 31, or 99 for unknown. */
  public synchronized void setSignal(int signal) {
    radio.signal(signal);
  }

  /** The name of the network. */
  public synchronized void setOperator(String name) {
    radio.operator(name);
  }

  /** How long the radio searches once it was switched on; 200 ms at first. */
  public synchronized void setSearchTime(Duration time) {
    searchTime = time;
  }

  /** Begins or ends a fault. */
  public synchronized void set(ModemFault fault, boolean on) {
    if (on) {
      faults.add(fault);
    } else {
      faults.remove(fault);
    }
  }

  /** Loses its settings, as when its power fails, and says {@code RDY}. */
  public void restart() {
    synchronized (this) {
      interpreter.restart();
      sim.restart();
    }
    say("RDY");
  }

  private void change(Runnable how) {
    List<String> callbacks;
    synchronized (this) {
      how.run();
      callbacks = callbacks();
    }
    callbacks.forEach(this::say);
  }

  private List<String> callbacks() {
    Registration now = radio.registration(sim.state());
    if (now == told) {
      return List.of();
    }
    told = now;
    return interpreter.callbacks(now);
  }

  // ---- what it hears and says

  /**
   * Tells of each command and of what is said, in a line each.
   *
   * @param newTrace is called on the modem's threads and must not call the modem
   */
  public synchronized void setTrace(Consumer<String> newTrace) {
    trace = newTrace;
  }

  /** Says a line unasked. */
  public void say(String unsolicited) {
    synchronized (this) {
      if (!faults.contains(ModemFault.MUTE)) {
        trace.accept("says " + unsolicited);
        write("\r\n" + unsolicited + "\r\n");
      }
    }
  }

  /** The commands that came, the last 1000, oldest first. */
  public synchronized List<String> commands() {
    return List.copyOf(commands);
  }

  /** How often the radio was switched off and on again. */
  public synchronized int radioCycles() {
    return radio.cycles();
  }

  /** The registration that it tells right now. */
  public synchronized Registration registration() {
    return radio.registration(sim.state());
  }

  // ---- short messages

  /** A message comes from the network, in as many parts as it needs. */
  public void receive(String sender, String text) {
    List<Pdus.Delivered> parts;
    synchronized (this) {
      messageReference = messageReference + 1 & 0xFF;
      parts = Pdus.deliver(sender, text, messageReference, OffsetDateTime.now());
    }
    parts.forEach(this::arrive);
  }

  /**
   * A message comes from the network as it is.
   *
   * @param pdu hex digits, with a service centre of eight octets in front
   */
  public void receivePdu(String pdu) {
    arrive(Pdus.ready(pdu));
  }

  private void arrive(Pdus.Delivered part) {
    List<String> lines = new ArrayList<>();
    synchronized (this) {
      if (interpreter.indication() == 2) {
        lines.addAll(interpreter.direct(part));
      } else {
        int slot = memory.store(part);
        if (interpreter.indication() == 1 && slot > 0) {
          lines.add("+CMTI: \"ME\"," + slot);
        }
      }
    }
    if (!lines.isEmpty()) {
      say(String.join("\r\n", lines));
    }
  }

  /** The messages in memory, as PDUs in hex. */
  public synchronized List<String> stored() {
    return memory.pdus();
  }

  /** What it was given for sending, the last 1000, oldest first. */
  public synchronized List<SentMessage> sent() {
    return List.copyOf(sent);
  }

  // ---- the line

  private void readLine() {
    byte[] buffer = new byte[1024];
    try {
      int count = line.read(buffer);
      while (count >= 0) {
        for (int i = 0; i < count; i++) {
          take(buffer[i] & 0xFF);
        }
        count = line.read(buffer);
      }
    } catch (IOException e) {
      // The line has gone, and so has the modem.
    }
  }

  private void take(int octet) {
    boolean isText;
    synchronized (this) {
      isText = interpreter.isPrompting();
      if (interpreter.echoes()) {
        write(new byte[] {(byte) octet});
      }
    }
    if (isText ? octet == CTRL_Z : octet == '\r') {
      String text = received.toString(StandardCharsets.ISO_8859_1);
      received.reset();
      if (isText || !text.isBlank()) {
        answer(text, isText);
      }
    } else if (octet == ESCAPE) {
      received.reset();
      synchronized (this) {
        interpreter.cancelText();
      }
    } else if (received.size() < LONGEST_COMMAND && (isText || octet >= ' ')) {
      received.write(octet);
    }
  }

  private void answer(String text, boolean isText) {
    List<String> callbacks;
    synchronized (this) {
      remember(commands, text);
      trace.accept((isText ? "text " : "heard ") + text);
      List<String> lines = new ArrayList<>();
      String result = isText ? interpreter.submit(text, lines) : interpreter.answer(text, lines);
      boolean isLost = text.startsWith("AT+CPIN=") && faults.contains(ModemFault.PIN_ANSWER_LOST);
      if (isLost || faults.contains(ModemFault.MUTE)) {
        interpreter.cancelText();
        return;
      }
      if (faults.contains(ModemFault.SLOW)) {
        awaitSlowly();
      }
      trace.accept("answers " + (interpreter.isPrompting() ? ">" : answered(lines, result)));
      write(interpreter.isPrompting() ? "\r\n> " : worded(lines, result));
      callbacks = callbacks();
    }
    callbacks.forEach(this::say);
  }

  private static String answered(List<String> lines, String result) {
    List<String> all = new ArrayList<>(lines);
    all.add(result);
    return String.join(" | ", all);
  }

  private String worded(List<String> lines, String result) {
    StringBuilder answer = new StringBuilder();
    boolean isBody = false;
    for (String information : lines) {
      answer.append(isBody ? "" : "\r\n").append(information).append("\r\n");
      // The text of a message stands right below its head (3GPP TS 27.005, 3.4.2).
      isBody = !isBody && (information.startsWith("+CMGL: ") || information.startsWith("+CMGR: "));
      if (!isBody && faults.contains(ModemFault.UNSOLICITED_IN_THE_MIDDLE)) {
        answer.append("\r\nRING\r\n\r\n+CEREG: 5\r\n");
      }
    }
    return answer.append("\r\n").append(result).append("\r\n").toString();
  }

  /** Others may change the modem meanwhile. */
  private void awaitSlowly() {
    try {
      wait(SLOW.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> void remember(Deque<T> what, T one) {
    if (what.size() == REMEMBERED) {
      what.removeFirst();
    }
    what.addLast(one);
  }

  private void write(String text) {
    if (faults.contains(ModemFault.GARBAGE)) {
      write(NOISE);
    }
    write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void write(byte[] bytes) {
    if (faults.contains(ModemFault.MUTE)) {
      return;
    }
    try {
      if (faults.contains(ModemFault.BYTE_BY_BYTE)) {
        for (int i = 0; i < bytes.length; i++) {
          line.write(bytes, i, 1);
        }
      } else {
        line.write(bytes, 0, bytes.length);
      }
    } catch (IOException e) {
      // Nobody is there to hear it.
    }
  }

  /** Hangs up and ends; takes two seconds at most. */
  @Override
  public void close() {
    clock.shutdownNow();
    try {
      line.close();
      reader.join(CLOSE_MS);
    } catch (IOException e) {
      // It is closed as far as it goes.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Effects implements Interpreter.Effects {
    @Override
    public void search() {
      clock.schedule(() -> change(radio::found), searchTime.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void sent(SentMessage message) {
      remember(sent, message);
    }

    @Override
    public boolean has(ModemFault fault) {
      return faults.contains(fault);
    }
  }
}
