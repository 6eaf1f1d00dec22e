/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.meterway.api.modem.ModemException;
import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;

/** A modem by ModemManager's mmcli. Thread-safe. */
final class ManagerDriver implements ModemDriver {
  private static final int STRONGEST = 31;
  private static final String NOTHING = "--";

  private final Supplier<ManagerOptions> options;

  ManagerDriver(Supplier<ManagerOptions> options) {
    this.options = options;
  }

  @Override
  public ModemLook look() throws InterruptedException {
    ManagerOptions current = options.get();
    try {
      Map<String, String> modem = fields(current, "-m", current.modem(), "-J");
      String sim = field(modem, "modem.generic.sim");
      String iccid = "";
      if (sim.startsWith("/")) {
        iccid = field(fields(current, "-i", sim, "-J"), "sim.properties.iccid");
      }
      return read(modem, iccid);
    } catch (ModemException | IllegalArgumentException e) {
      return ModemLook.unreachable("ModemManager: " + e.getMessage());
    }
  }

  private static Map<String, String> fields(ManagerOptions current, String... arguments)
      throws ModemException, InterruptedException {
    return JsonFields.of(current.mmcli().run(current.limit(), List.of(arguments)));
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.getOrDefault(name, "");
    return value.equals(NOTHING) ? "" : value;
  }

  /** What mmcli has printed. */
  static ModemLook read(Map<String, String> modem, String iccid) {
    SimState sim = sim(modem);
    Registration registration = registration(field(modem, "modem.3gpp.registration-state"));
    String state = field(modem, "modem.generic.state");
    String trouble = "";
    if (sim == SimState.READY && !registration.isRegistered()) {
      trouble =
          switch (state) {
            case "disabled", "disabling" -> "ModemManager has disabled the modem";
            case "failed" ->
                "ModemManager has given the modem up: "
                    + field(modem, "modem.generic.state-failed-reason");
            default -> "";
          };
    }
    return ModemLook.of(
        sim,
        registration,
        signal(field(modem, "modem.generic.signal-quality.value")),
        registration.isRegistered() ? field(modem, "modem.3gpp.operator-name") : "",
        iccid,
        trouble);
  }

  private static SimState sim(Map<String, String> modem) {
    String failed = field(modem, "modem.generic.state-failed-reason");
    if (failed.equals("sim-missing")) {
      return SimState.ABSENT;
    }
    if (failed.equals("sim-error")) {
      return SimState.FAILED;
    }
    String lock = field(modem, "modem.generic.unlock-required");
    return switch (lock) {
      case "sim-pin" -> SimState.PIN_REQUIRED;
      case "sim-puk" -> SimState.PUK_REQUIRED;
      case "unknown" -> SimState.UNKNOWN;
      // The second PIN is for fixed dialling, and keeps nobody from the network.
      case "none", "", "sim-pin2", "sim-puk2" -> SimState.READY;
      default -> SimState.FAILED;
    };
  }

  private static Registration registration(String state) {
    return switch (state.toLowerCase(Locale.ROOT)) {
      case "home", "home-csfb-not-preferred" -> Registration.HOME;
      case "roaming", "roaming-csfb-not-preferred" -> Registration.ROAMING;
      case "searching" -> Registration.SEARCHING;
      case "denied" -> Registration.DENIED;
      case "idle", "home-sms-only", "roaming-sms-only", "emergency-only" ->
          Registration.NOT_REGISTERED;
      default -> Registration.UNKNOWN;
    };
  }

  /** Of percent, what {@code +CSQ} would have said. */
  private static OptionalInt signal(String percent) {
    if (!percent.matches("[0-9]{1,3}")) {
      return OptionalInt.empty();
    }
    int quality = Math.min(100, Integer.parseInt(percent));
    return OptionalInt.of(Math.round(quality * STRONGEST / 100f));
  }

  @Override
  public void cycleRadio(Duration off) throws ModemException, InterruptedException {
    ManagerOptions current = options.get();
    if (current.cycle() == ManagerOptions.Cycle.RESET) {
      run(current, "--reset");
      return;
    }
    ModemException failure = null;
    InterruptedException interruption = null;
    try {
      run(current, "--disable");
      Thread.sleep(off.toMillis());
    } catch (ModemException e) {
      failure = e; // It may be disabled all the same.
    } catch (InterruptedException e) {
      interruption = e;
    }
    run(current, "--enable"); // It must not stay off.
    if (interruption != null) {
      throw interruption;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static String run(ManagerOptions current, String action)
      throws ModemException, InterruptedException {
    try {
      return current.mmcli().run(current.limit(), List.of("-m", current.modem(), action));
    } catch (ModemException e) {
      throw new ModemException("ModemManager: " + action + ": " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> command(String command, String text, Duration atMost)
      throws ModemException, InterruptedException {
    AtCommand asked = new AtCommand(command.strip(), text);
    if (!text.isEmpty()) {
      throw new ModemException(
          asked.shown() + ": ModemManager passes on no command that asks for text");
    }
    if (!asked.line().regionMatches(true, 0, "AT", 0, 2)
        || command.chars().anyMatch(it -> it < ' ' || it > '~')) {
      throw new ModemException("no command that can be sent: " + asked.shown());
    }
    ManagerOptions current = options.get();
    try {
      String printed =
          current.mmcli().run(atMost, List.of("-m", current.modem(), "--command=" + asked.line()));
      return lines(printed);
    } catch (ModemException e) {
      String words = e.getMessage();
      if (words.contains("debug mode")) {
        words = "ModemManager passes commands on only in debug mode (ModemManager --debug)";
      }
      throw new ModemException(asked.shown() + ": " + words, e);
    }
  }

  /** Of {@code response: '+CSQ: 20,99'}, what stands between the quotes. */
  private static List<String> lines(String printed) {
    String answer = printed.strip();
    int start = answer.indexOf('\'');
    int end = answer.lastIndexOf('\'');
    if (answer.startsWith("response:") && start >= 0 && end > start) {
      answer = answer.substring(start + 1, end);
    }
    List<String> lines = new ArrayList<>();
    answer.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    return lines;
  }
}
