/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.meterway.api.modem.ModemException;
import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;
import org.meterway.api.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A modem by AT commands. Looks are taken by one thread; all else may be called by any. */
final class AtDriver implements ModemDriver {
  private static final Logger LOG = LoggerFactory.getLogger(AtDriver.class);

  /** Until the radio is off, a modem says good-bye to the network. */
  private static final Duration FUNCTION_LIMIT = Duration.ofSeconds(30);

  private static final Pattern REGISTRATION = Pattern.compile("\\d+, ?(\\d+)(?:,.*)?");
  private static final Pattern SIGNAL = Pattern.compile("(\\d+)(?:, ?\\d+)?");
  private static final Pattern OPERATOR = Pattern.compile("\\d+, ?\\d+, ?\"([^\"]*)\".*");
  private static final Pattern ICCID = Pattern.compile("([0-9]{10,22})[Ff]?");

  /** Results of 3GPP TS 27.007, 9.2. */
  private static final int BUSY = 14;

  private static final int INCORRECT_PASSWORD = 16;

  private static final int STRONGEST = 31;
  private static final int LONGEST_OPERATOR = 64;

  /** It has not answered, or is not there: the look ends. */
  private static final class Unreachable extends Exception {
    private static final long serialVersionUID = 1;

    Unreachable(String reason) {
      super(reason, null, false, false);
    }
  }

  /** A PIN that went to a card. */
  private record Entered(PinMemory memory, String card, Pin pin) {}

  private final String name;
  private final Supplier<Optional<AtChannel>> channel;
  private final Supplier<AtOptions> options;
  private final Optional<PinMemory> pins;
  private final Counters<ModemCounter> counters;

  // Of the looking thread.
  private String iccid = "";
  private String pinTrouble = "";
  private boolean introduced;

  /** Of which it is not known what became; null for none. */
  private Entered entered;

  /** Whether the radio is off on purpose. */
  private volatile boolean cycling;

  /** Whether the modem is to be told our settings: at first, and once it was away. */
  private volatile boolean isNew = true;

  AtDriver(
      String name,
      Supplier<Optional<AtChannel>> channel,
      Supplier<AtOptions> options,
      Optional<PinMemory> pins,
      Counters<ModemCounter> counters) {
    this.name = name;
    this.channel = channel;
    this.options = options;
    this.pins = pins;
    this.counters = counters;
  }

  /** The modem may be another one, or has lost its settings. */
  void beginAnew() {
    isNew = true;
  }

  @Override
  public ModemLook look() throws InterruptedException {
    try {
      if (isNew) {
        isNew = false;
        iccid = "";
        setUp();
      }
      pinTrouble = "";
      SimState sim = sim();
      if (sim == SimState.PIN_REQUIRED) {
        sim = unlock();
      }
      if (sim == SimState.READY && entered != null) {
        noteAccepted();
      }
      boolean isUsable = sim == SimState.READY || sim == SimState.UNKNOWN;
      if (isUsable && !introduced) {
        introduce();
      }
      introduced &= isUsable;
      if (iccid.isEmpty() && sim == SimState.READY) {
        iccid = readIccid();
      }
      Registration registration = registration();
      OptionalInt signal = signal();
      String operator = registration.isRegistered() ? operator() : "";
      return ModemLook.of(sim, registration, signal, operator, iccid, pinTrouble);
    } catch (Unreachable e) {
      isNew = true;
      return ModemLook.unreachable(e.getMessage());
    }
  }

  // ---- what is asked at the beginning

  private void setUp() throws Unreachable, InterruptedException {
    ask("ATE0"); // Its answer is understood with an echo, too.
    ask("AT+CMEE=1");
    if (!cycling && ask("AT+CFUN?").value("+CFUN").equals("0")) {
      // Switched off by a recovery in which the gateway died: nobody else would switch it on.
      LOG.info("Modem {}: its radio was off, and is switched on", name);
      ask(AtCommand.of("AT+CFUN=1"), FUNCTION_LIMIT);
    }
    introduced = false;
  }

  /** What modems take only once they have a card that is unlocked. */
  private void introduce() throws Unreachable, InterruptedException {
    for (String callback : List.of("+CREG", "+CGREG", "+CEREG")) {
      ask("AT" + callback + "=1");
    }
    ask("AT+COPS=3,0"); // Operators by their names.
    introduced = true;
  }

  // ---- the SIM card

  private SimState sim() throws Unreachable, InterruptedException {
    AtAnswer answer = ask("AT+CPIN?");
    if (!answer.isOk()) {
      return refusedSim(answer.words());
    }
    String asked = answer.value("+CPIN");
    return switch (asked) {
      case "READY", "SIM PIN2", "SIM PUK2" -> SimState.READY;
      case "SIM PIN" -> SimState.PIN_REQUIRED;
      case "SIM PUK" -> SimState.PUK_REQUIRED;
      case "" -> SimState.UNKNOWN;
      default -> {
        pinTrouble = "the SIM card or the modem waits for " + asked;
        yield SimState.FAILED;
      }
    };
  }

  private static SimState refusedSim(String result) {
    String words = result.toLowerCase(Locale.ROOT);
    return switch (ResultWords.number(result)) {
      case 10 -> SimState.ABSENT;
      case 11 -> SimState.PIN_REQUIRED;
      case 12 -> SimState.PUK_REQUIRED;
      case 13, 15 -> SimState.FAILED;
      case -1 ->
          words.contains("not inserted")
              ? SimState.ABSENT
              : words.contains("failure") || words.contains("wrong")
                  ? SimState.FAILED
                  : SimState.UNKNOWN;
      default -> SimState.UNKNOWN;
    };
  }

  private SimState unlock() throws Unreachable, InterruptedException {
    Pin pin = options.get().pin();
    if (pin.isEmpty()) {
      pinTrouble = "the SIM card waits for its PIN, and none is configured";
      return SimState.PIN_REQUIRED;
    }
    if (pins.isEmpty()) {
      pinTrouble =
          "the PIN is not entered: there is no folder to remember it in, so that a wrong one"
              + " might be entered again and again";
      return SimState.PIN_REQUIRED;
    }
    String card = readIccid();
    if (card.isEmpty()) {
      card = "unknown card of " + name;
    }
    try {
      if (!pins.get().permits(card, pin)) {
        pinTrouble =
            "the PIN was entered before and not accepted, so it is not entered again; configure"
                + " the right one, or delete "
                + pins.get().file(card, pin);
        return SimState.PIN_REQUIRED;
      }
      pins.get().entering(card, pin);
    } catch (IOException e) {
      pinTrouble = "the PIN is not entered: it cannot be remembered that it was: " + e;
      return SimState.PIN_REQUIRED;
    }
    return enter(pins.get(), card, pin);
  }

  private SimState enter(PinMemory memory, String card, Pin pin)
      throws Unreachable, InterruptedException {
    counters.increment(ModemCounter.PINS_ENTERED);
    entered = new Entered(memory, card, pin);
    AtAnswer answer =
        ask(
            AtCommand.of("AT+CPIN=\"" + pin.digits() + "\""),
            options.get().answerTimeout().multipliedBy(4));
    if (!answer.isOk()) {
      refused(answer.words());
    }
    SimState state = sim();
    if (state == SimState.PIN_REQUIRED && pinTrouble.isEmpty()) {
      pinTrouble = "the SIM card still waits for its PIN, though it has taken the configured one";
    }
    return state;
  }

  private void refused(String result) {
    Entered refused = entered;
    entered = null;
    boolean isWrong =
        ResultWords.number(result) == INCORRECT_PASSWORD || result.contains("incorrect password");
    pinTrouble = "the SIM card does not take the configured PIN: " + ResultWords.of(result);
    try {
      if (ResultWords.number(result) == BUSY) {
        refused.memory.withdrawn(refused.card, refused.pin);
      } else if (isWrong) {
        refused.memory.refused(refused.card, refused.pin);
        LOG.error("Modem {}: the SIM card has refused the PIN; it is not entered again", name);
      }
    } catch (IOException e) {
      LOG.error("Modem {}: it cannot be remembered what became of the PIN", name, e);
    }
  }

  /** A card that is ready has taken the PIN, be it that its answer was lost. */
  private void noteAccepted() {
    Entered accepted = entered;
    entered = null;
    try {
      accepted.memory.accepted(accepted.card, accepted.pin);
      LOG.info("Modem {}: the SIM card has taken the PIN", name);
    } catch (IOException e) {
      LOG.error("Modem {}: it cannot be remembered what became of the PIN", name, e);
    }
  }

  private String readIccid() throws Unreachable, InterruptedException {
    for (String command : List.of("+CCID", "+ICCID", "+QCCID")) {
      AtAnswer answer = ask("AT" + command);
      if (answer.isOk()) {
        // Modems differ in what stands before it: the command's name, without the +, nothing.
        for (String line : answer.lines()) {
          String value = line.substring(line.indexOf(':') + 1).replace("\"", "").strip();
          Matcher number = ICCID.matcher(value);
          if (number.matches()) {
            return number.group(1);
          }
        }
      }
    }
    return "";
  }

  // ---- the network

  private Registration registration() throws Unreachable, InterruptedException {
    Registration found = registration("+CEREG");
    // Another generation of networks has another one; what is for calls only comes last.
    for (String other : List.of("+CGREG", "+C5GREG")) {
      if (!found.isRegistered()) {
        Registration also = registration(other);
        found = also.isRegistered() || found == Registration.UNKNOWN ? also : found;
      }
    }
    return found == Registration.UNKNOWN ? registration("+CREG") : found;
  }

  private Registration registration(String command) throws Unreachable, InterruptedException {
    AtAnswer answer = ask("AT" + command + "?");
    Matcher matcher = REGISTRATION.matcher(answer.value(command));
    if (!answer.isOk() || !matcher.matches()) {
      return Registration.UNKNOWN;
    }
    return switch (matcher.group(1)) {
      case "1", "9" -> Registration.HOME;
      case "5", "10" -> Registration.ROAMING;
      case "2" -> Registration.SEARCHING;
      case "3" -> Registration.DENIED;
      // 6 and 7 are for short messages only, 8 and 11 for emergencies only: no data flows.
      case "0", "6", "7", "8", "11" -> Registration.NOT_REGISTERED;
      default -> Registration.UNKNOWN;
    };
  }

  private OptionalInt signal() throws Unreachable, InterruptedException {
    Matcher matcher = SIGNAL.matcher(ask("AT+CSQ").value("+CSQ"));
    if (!matcher.matches() || matcher.group(1).length() > 3) {
      return OptionalInt.empty();
    }
    int strength = Integer.parseInt(matcher.group(1));
    return strength > STRONGEST ? OptionalInt.empty() : OptionalInt.of(strength);
  }

  private String operator() throws Unreachable, InterruptedException {
    Matcher matcher = OPERATOR.matcher(ask("AT+COPS?").value("+COPS"));
    if (!matcher.matches()) {
      return "";
    }
    String operator = matcher.group(1).strip();
    return operator.substring(0, Math.min(operator.length(), LONGEST_OPERATOR));
  }

  // ---- commands

  private AtAnswer ask(String command) throws Unreachable, InterruptedException {
    return ask(AtCommand.of(command), options.get().answerTimeout());
  }

  /** An answer, be it an error. */
  private AtAnswer ask(AtCommand command, Duration atMost)
      throws Unreachable, InterruptedException {
    AtAnswer answer = exchange(command, atMost);
    if (!answer.isAnswer()) {
      throw new Unreachable(answer.words());
    }
    return answer;
  }

  private AtAnswer exchange(AtCommand command, Duration atMost) throws InterruptedException {
    Optional<AtChannel> current = channel.get();
    if (current.isEmpty()) {
      return new AtAnswer(AtAnswer.Kind.CLOSED, "no port matches MeterPort.target", List.of());
    }
    return current.get().ask(command, atMost);
  }

  @Override
  public List<String> command(String command, String text, Duration atMost)
      throws ModemException, InterruptedException {
    AtCommand asked = new AtCommand(command.strip(), text);
    if (command.chars().anyMatch(it -> it < ' ' || it > '~')
        || text.chars().anyMatch(it -> it == 0x1A || it == 0x1B || it > 0xFF)) {
      throw new ModemException("no command that can be sent: " + asked.shown());
    }
    AtAnswer answer = exchange(asked, atMost);
    if (!answer.isOk()) {
      throw failure(asked, answer);
    }
    return answer.lines();
  }

  private static ModemException failure(AtCommand command, AtAnswer answer) {
    return new ModemException(
        answer.kind() == AtAnswer.Kind.REFUSED
            ? command.shown() + ": " + ResultWords.of(answer.words())
            : answer.words());
  }

  @Override
  public void cycleRadio(Duration off) throws ModemException, InterruptedException {
    cycling = true;
    try {
      cycle(off);
    } finally {
      cycling = false;
    }
  }

  private void cycle(Duration off) throws ModemException, InterruptedException {
    AtCommand switchOff = AtCommand.of("AT+CFUN=0");
    ModemException failure = null;
    InterruptedException interruption = null;
    try {
      AtAnswer isOff = exchange(switchOff, FUNCTION_LIMIT);
      if (isOff.kind() == AtAnswer.Kind.REFUSED || isOff.kind() == AtAnswer.Kind.CLOSED) {
        throw failure(switchOff, isOff);
      }
      failure = isOff.isOk() ? null : failure(switchOff, isOff);
      Thread.sleep(off.toMillis());
    } catch (InterruptedException e) {
      interruption = e; // It must not stay off.
    }
    AtCommand switchOn = AtCommand.of("AT+CFUN=1");
    AtAnswer isOn = exchange(switchOn, FUNCTION_LIMIT);
    if (interruption != null) {
      throw interruption;
    }
    if (!isOn.isOk()) {
      throw failure(switchOn, isOn);
    }
    if (failure != null) {
      throw failure;
    }
  }
}
