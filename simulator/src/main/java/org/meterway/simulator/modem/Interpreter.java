/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.modem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;
import org.meterway.simulator.modem.CommandLine.Form;

/** Takes commands and knows the answers. Guarded by the modem's lock. */
final class Interpreter {
  private static final String IMEI = "490154203237518";

  /** What the interpreter wants done beside answering. */
  interface Effects {
    /** The radio was switched on and is to find the network soon. */
    void search();

    /** A message was taken for sending. */
    void sent(SentMessage message);

    boolean has(ModemFault fault);
  }

  private final SimCard sim;
  private final Radio radio;
  private final MessageMemory memory;
  private final Effects effects;
  private boolean echo = true;
  private int verbosity;
  private int circuitCallbacks;
  private int packetCallbacks;
  private boolean textMode;
  private String characterSet = "GSM";
  private int codingScheme;
  private int indication;
  private int reference;

  /** What waits for its text: the number or the length that the command said. */
  private String prompted;

  Interpreter(SimCard sim, Radio radio, MessageMemory memory, Effects effects) {
    this.sim = sim;
    this.radio = radio;
    this.memory = memory;
    this.effects = effects;
  }

  boolean echoes() {
    return echo;
  }

  /** Whether the next bytes are a text that ends with Ctrl-Z. */
  boolean isPrompting() {
    return prompted != null;
  }

  /** As {@code <mt>} of {@code AT+CNMI}. */
  int indication() {
    return indication;
  }

  /** Lines to say of a registration that has changed. */
  List<String> callbacks(Registration registration) {
    List<String> lines = new ArrayList<>();
    String cell = ",\"1A2B\",\"01C3D4E5\",7";
    if (circuitCallbacks > 0) {
      lines.add("+CREG: " + Radio.code(registration));
    }
    if (packetCallbacks > 0) {
      lines.add(
          "+CEREG: "
              + Radio.code(registration)
              + (packetCallbacks > 1 && registration.isRegistered() ? cell : ""));
    }
    return lines;
  }

  /** The line that ends the answer to {@code line}; what stands before it goes to {@code lines}. */
  String answer(String line, List<String> lines) {
    if (line.length() < 2 || !line.substring(0, 2).equalsIgnoreCase("AT")) {
      return "ERROR";
    }
    try {
      if (effects.has(ModemFault.ERRORS)) {
        throw AtError.equipment(100, "unknown");
      }
      execute(CommandLine.of(line.substring(2).strip()), lines);
      return "OK";
    } catch (AtError e) {
      return e.line(verbosity);
    }
  }

  private void execute(CommandLine command, List<String> lines) throws AtError {
    Form form = command.form();
    switch (command.name()) {
      case "", "E", "Z", "&F", "V1" -> {}
      case "E0" -> echo = effects.has(ModemFault.ECHO_STAYS);
      case "E1" -> echo = true;
      case "I" -> lines.addAll(List.of("Meterway", "Simulated modem", "Revision: 1"));
      case "+CGMI" -> lines.add("Meterway");
      case "+CGMM" -> lines.add("Simulated modem");
      case "+CGSN" -> lines.add(IMEI);
      case "+CMEE" -> {
        if (form == Form.READ) {
          lines.add("+CMEE: " + verbosity);
        } else {
          verbosity = command.number(0, 0);
        }
      }
      case "+CPIN" -> pin(command, lines);
      case "+CFUN" -> function(command, lines);
      case "+CREG", "+CGREG", "+CEREG" -> registration(command, lines);
      case "+CSQ" -> lines.add("+CSQ: " + radio.signal() + ",99");
      case "+COPS" -> operator(command, lines);
      case "+CCID" -> {
        requireCard();
        lines.add("+CCID: " + sim.iccid());
      }
      case "+CSCS" -> characterSet(command, lines);
      default -> message(command, lines);
    }
  }

  private void requireCard() throws AtError {
    if (sim.state() == SimState.ABSENT || sim.state() == SimState.FAILED) {
      sim.asked();
    }
  }

  private void pin(CommandLine command, List<String> lines) throws AtError {
    if (command.form() == Form.READ) {
      lines.add("+CPIN: " + sim.asked());
    } else {
      sim.enter(command.value(0, ""), command.value(1, null));
    }
  }

  private void function(CommandLine command, List<String> lines) throws AtError {
    if (command.form() == Form.READ) {
      lines.add("+CFUN: " + (radio.isOn() ? 1 : 0));
      return;
    }
    boolean on = command.number(0, 1) == 1;
    if (!on || command.number(1, 0) == 1) {
      radio.off();
    }
    if (on) {
      radio.on();
      effects.search();
    }
  }

  private void registration(CommandLine command, List<String> lines) throws AtError {
    if (command.name().equals("+CEREG") && effects.has(ModemFault.WITHOUT_CEREG)) {
      throw AtError.unknownCommand();
    }
    boolean circuit = command.name().equals("+CREG");
    if (command.form() == Form.READ) {
      int callbacks = circuit ? circuitCallbacks : packetCallbacks;
      int code = Radio.code(radio.registration(sim.state()));
      lines.add(command.name() + ": " + callbacks + "," + code);
    } else if (circuit) {
      circuitCallbacks = command.number(0, 0);
    } else if (command.name().equals("+CEREG")) {
      packetCallbacks = command.number(0, 0);
    }
  }

  private void operator(CommandLine command, List<String> lines) throws AtError {
    sim.requireReady();
    if (command.form() == Form.READ) {
      String name = radio.operator(sim.state());
      lines.add(name.isEmpty() ? "+COPS: 0" : "+COPS: 0,0,\"" + name + "\",7");
    }
  }

  private void characterSet(CommandLine command, List<String> lines) throws AtError {
    if (command.form() == Form.READ) {
      lines.add("+CSCS: \"" + characterSet + "\"");
      return;
    }
    String wanted = command.value(0, "");
    if (!Set.of("GSM", "IRA", "UCS2").contains(wanted)) {
      throw AtError.unknownCommand();
    }
    characterSet = wanted;
  }

  // ---- short messages

  private void message(CommandLine command, List<String> lines) throws AtError {
    Set<String> known =
        Set.of("+CMGF", "+CSMP", "+CNMI", "+CPMS", "+CMGL", "+CMGR", "+CMGD", "+CMGS", "+CSMS");
    if (!known.contains(command.name())) {
      throw AtError.unknownCommand();
    }
    sim.requireReady();
    switch (command.name()) {
      case "+CMGF" -> {
        if (command.form() == Form.READ) {
          lines.add("+CMGF: " + (textMode ? 1 : 0));
        } else {
          textMode = command.number(0, 0) == 1;
        }
      }
      case "+CSMP" -> codingScheme = command.number(3, 0);
      case "+CNMI" -> indication = command.number(1, 0);
      case "+CPMS" -> {
        String used = memory.all().size() + "," + MessageMemory.SLOTS;
        lines.add("+CPMS: " + used + "," + used + "," + used);
      }
      case "+CMGL" -> list(command, lines);
      case "+CMGR" -> {
        MessageMemory.Stored stored = memory.at(command.number(0, 0));
        show("+CMGR: ", stored, lines);
      }
      case "+CMGD" -> memory.delete(command.number(0, 0), command.number(1, 0));
      case "+CMGS" -> {
        if (!textMode) {
          command.number(0, 0);
        }
        prompted = decoded(command.value(0, ""));
      }
      default -> {}
    }
  }

  private void list(CommandLine command, List<String> lines) throws AtError {
    String wanted = command.value(0, textMode ? "REC UNREAD" : "0");
    boolean all = wanted.equals("ALL") || wanted.equals("4");
    boolean unread = wanted.equals("REC UNREAD") || wanted.equals("0");
    for (Map.Entry<Integer, MessageMemory.Stored> slot : memory.all().entrySet()) {
      if (all || unread != slot.getValue().isRead()) {
        show("+CMGL: " + slot.getKey() + ",", slot.getValue(), lines);
      }
    }
  }

  private void show(String head, MessageMemory.Stored stored, List<String> lines) {
    Pdus.Delivered message = stored.message();
    if (textMode) {
      String state = stored.isRead() ? "REC READ" : "REC UNREAD";
      lines.add(head + "\"" + state + "\"," + sender(message));
      lines.add(encoded(message.text()));
    } else {
      lines.add(head + (stored.isRead() ? 1 : 0) + ",," + message.length());
      lines.add(message.pdu());
    }
    stored.wasRead();
  }

  /** The lines of a message that goes straight to the terminal. */
  List<String> direct(Pdus.Delivered message) {
    return textMode
        ? List.of("+CMT: " + sender(message), encoded(message.text()))
        : List.of("+CMT: ," + message.length(), message.pdu());
  }

  private String sender(Pdus.Delivered message) {
    return "\"" + encoded(message.sender()) + "\",,\"" + message.timestamp() + "\"";
  }

  private String encoded(String text) {
    return characterSet.equals("UCS2")
        ? HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_16BE))
        : text;
  }

  private String decoded(String text) {
    if (!textMode || !characterSet.equals("UCS2")) {
      return text;
    }
    try {
      return new String(HexFormat.of().parseHex(text), StandardCharsets.UTF_16BE);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** The text has come: as {@link #answer}. */
  String submit(String text, List<String> lines) {
    String announced = prompted;
    prompted = null;
    try {
      if (effects.has(ModemFault.SENDING_FAILS)) {
        throw AtError.message(38, "network out of order");
      }
      if (!radio.registration(sim.state()).isRegistered()) {
        throw AtError.message(331, "no network service");
      }
      effects.sent(taken(announced, text));
      reference = reference + 1 & 0xFF;
      lines.add("+CMGS: " + reference);
      return "OK";
    } catch (AtError e) {
      return e.line(verbosity);
    }
  }

  private SentMessage taken(String announced, String text) throws AtError {
    if (textMode) {
      if (codingScheme != 0 && !characterSet.equals("UCS2")) {
        throw AtError.message(305, "invalid text mode parameter");
      }
      return new SentMessage(announced, decoded(text), "", 1, 1);
    }
    try {
      return Pdus.submit(text.strip(), Integer.parseInt(announced));
    } catch (IllegalArgumentException e) {
      throw AtError.message(304, "invalid PDU mode parameter");
    }
  }

  /** Escape instead of Ctrl-Z. */
  void cancelText() {
    prompted = null;
  }

  /** As after the modem was switched off and on. */
  void restart() {
    echo = true;
    verbosity = 0;
    circuitCallbacks = 0;
    packetCallbacks = 0;
    textMode = false;
    characterSet = "GSM";
    codingScheme = 0;
    indication = 0;
    prompted = null;
  }
}
