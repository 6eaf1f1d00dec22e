/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.meterway.api.modem.Modem;
import org.meterway.api.modem.ModemException;
import org.meterway.sms.SmsOptions.Mode;
import org.meterway.sms.SmsOptions.Storage;

/**
 * The commands of 3GPP TS 27.005 on one modem, as it was set up. Used by one thread at a time; dies
 * with the settings of the modem.
 */
final class MessageModem {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Reading a full memory of a SIM card, or sending in a crowded network, takes long. */
  private static final Duration LONG_LIMIT = Duration.ofSeconds(60);

  private static final String VALIDITY = "17,170";

  private final Modem modem;
  private final Mode mode;
  private final MessageLines lines;
  private boolean ucs2;
  private Coding coding;

  private MessageModem(Modem modem, Mode mode, Supplier<Instant> now) {
    this.modem = modem;
    this.mode = mode;
    this.lines = new MessageLines(mode == Mode.TEXT, now);
  }

  /**
   * Sets a modem up.
   *
   * @throws ModemException if it does not take what it must
   */
  static MessageModem setUp(Modem modem, Mode mode, Storage storage, Supplier<Instant> now)
      throws ModemException, InterruptedException {
    MessageModem set = new MessageModem(modem, mode, now);
    set.ask("AT+CMGF=" + (mode == Mode.TEXT ? 1 : 0));
    if (mode == Mode.TEXT) {
      // Hex digits cannot be taken for results, and say every character.
      set.ucs2 = set.takes("AT+CSCS=\"UCS2\"");
      if (!set.ucs2) {
        set.takes("AT+CSCS=\"IRA\"");
      }
    }
    if (storage != Storage.AS_IS) {
      set.ask("AT+CPMS=\"%1$s\",\"%1$s\",\"%1$s\"".formatted(storage));
    }
    if (!set.takes("AT+CNMI=2,1,0,0,0")) {
      set.takes("AT+CNMI=1,1"); // Without both, messages are found by looking.
    }
    return set;
  }

  private List<String> ask(String command) throws ModemException, InterruptedException {
    return modem.command(command, LIMIT);
  }

  private boolean takes(String command) throws InterruptedException {
    try {
      ask(command);
      return true;
    } catch (ModemException e) {
      return false;
    }
  }

  /** All that came and is in its memory. */
  List<StoredMessage> list() throws ModemException, InterruptedException {
    String all = mode == Mode.TEXT ? "\"ALL\"" : "4";
    return lines.listed(modem.command("AT+CMGL=" + all, LONG_LIMIT), ucs2);
  }

  /** What it handed over at once. */
  StoredMessage direct(String indication) {
    return lines.direct(indication, ucs2);
  }

  void delete(int index) throws ModemException, InterruptedException {
    ask("AT+CMGD=" + index);
  }

  /**
   * Sends the next part of a message.
   *
   * @return how many parts the message has; empty if it cannot be sent at all
   */
  Optional<Integer> send(Outbox.Letter letter) throws ModemException, InterruptedException {
    return mode == Mode.TEXT ? sendText(letter) : sendPdu(letter);
  }

  private Optional<Integer> sendPdu(Outbox.Letter letter)
      throws ModemException, InterruptedException {
    Optional<List<SubmitPdu>> parts =
        SubmitPdu.encode(letter.number(), letter.text(), letter.reference());
    if (parts.isEmpty() || letter.nextPart() >= parts.get().size()) {
      return Optional.empty();
    }
    SubmitPdu part = parts.get().get(letter.nextPart());
    modem.command("AT+CMGS=" + part.length(), part.hex(), LONG_LIMIT);
    return Optional.of(parts.get().size());
  }

  private Optional<Integer> sendText(Outbox.Letter letter)
      throws ModemException, InterruptedException {
    Optional<List<String>> texts = texts(letter.text());
    if (texts.isEmpty() || letter.nextPart() >= texts.get().size()) {
      return Optional.empty();
    }
    String text = texts.get().get(letter.nextPart());
    Coding wanted = GsmAlphabet.encode(text).isPresent() ? Coding.GSM7 : Coding.UCS2;
    if (wanted != coding && ucs2) {
      ask("AT+CSMP=" + VALIDITY + ",0," + (wanted == Coding.UCS2 ? 8 : 0));
      coding = wanted;
    }
    String number = ucs2 ? Ucs2.hex(letter.number()) : letter.number();
    String shown = ucs2 ? Ucs2.hex(text) : text.replaceAll("[^\\n -~]", "?");
    modem.command("AT+CMGS=\"" + number + "\"", shown, LONG_LIMIT);
    return Optional.of(texts.get().size());
  }

  /** Text mode knows no parts: each piece is a message of its own. */
  private static Optional<List<String>> texts(String text) {
    return TextPieces.of(text, false)
        .map(
            pieces -> {
              List<String> texts = new ArrayList<>();
              for (byte[] piece : pieces.pieces()) {
                texts.add(
                    pieces.coding() == Coding.GSM7
                        ? GsmAlphabet.decode(piece)
                        : Ucs2.decode(piece));
              }
              return texts;
            });
  }
}
