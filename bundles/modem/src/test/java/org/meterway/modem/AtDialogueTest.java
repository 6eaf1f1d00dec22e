/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an answer, and what was said unasked (V.250, 5.7; 3GPP TS 27.007 and 27.005). */
class AtDialogueTest {
  private final Heard heard = new Heard();

  private void asked(String command) {
    heard.dialogue.begin(AtCommand.of(command));
  }

  @Test
  void anAnswerHasItsInformationWithOrWithoutAnEcho() {
    asked("AT+CSQ");
    assertEquals(List.of("OK [+CSQ: 20,99] OK"), heard.of("AT+CSQ\r\r\n+CSQ: 20,99\r\n\r\nOK\r\n"));
    asked("AT+CSQ");
    assertEquals(List.of("OK [+CSQ: 20,99] OK"), heard.of("\r\n+CSQ: 20,99\r\n\r\nOK\r\n"));
    asked("ATI");
    assertEquals(List.of("OK [Maker, Model 5] OK"), heard.of("Maker\r\nModel 5\r\nOK\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR",
        "+CME ERROR: 10",
        "+CME ERROR: SIM busy",
        "+CMS ERROR: 321",
        "NO CARRIER"
      })
  void anErrorIsTheModemsOwn(String result) {
    asked("AT+CPIN?");
    assertEquals(List.of("REFUSED [] " + result), heard.of("\r\n" + result + "\r\n"));
  }

  @Test
  void whatIsSaidInTheMiddleOfAnAnswerIsNoPartOfIt() {
    asked("AT+COPS?");
    assertEquals(
        List.of("unasked RING", "unasked +CEREG: 5", "OK [+COPS: 0,0,\"Net\",7] OK"),
        heard.of("\r\nRING\r\n\r\n+COPS: 0,0,\"Net\",7\r\n\r\n+CEREG: 5\r\n\r\nOK\r\n"));
    asked("AT+CFUN=1");
    assertEquals(
        List.of("unasked +CPIN: READY", "unasked ^RSSI: 20", "OK [] OK"),
        heard.of("+CPIN: READY\r\n^RSSI: 20\r\nOK\r\n"));
  }

  @Test
  void aCallbackOfARegistrationIsNotTheAnswerToTheQuestion() {
    asked("AT+CEREG?");
    assertEquals(
        List.of(
            "unasked +CEREG: 2",
            "unasked +CEREG: 1,\"1A2B\",\"01C3D4E5\",7",
            "OK [+CEREG: 2,1,\"1A2B\",\"01C3D4E5\",7] OK"),
        heard.of(
            "+CEREG: 2\r\n+CEREG: 1,\"1A2B\",\"01C3D4E5\",7\r\n"
                + "+CEREG: 2,1,\"1A2B\",\"01C3D4E5\",7\r\nOK\r\n"));
    asked("AT+CEREG=1");
    assertEquals(List.of("unasked +CEREG: 1", "OK [] OK"), heard.of("+CEREG: 1\r\nOK\r\n"));
  }

  @Test
  void aPromptIsTold() {
    heard.dialogue.begin(new AtCommand("AT+CMGS=23", "0011"));
    assertEquals(List.of("prompt"), heard.of("AT+CMGS=23\r\r\n> "));
    assertEquals(List.of("OK [+CMGS: 5] OK"), heard.of("0011\u001a\r\n\r\n+CMGS: 5\r\n\r\nOK\r\n"));
  }

  @Test
  void theTextOfAMessageIsNoResultWhateverItSays() {
    asked("AT+CMGR=1");
    assertEquals(
        List.of("OK [+CMGR: \"REC READ\",\"+4917\",,\"26/11/26,07:00:00+04\", OK] OK"),
        heard.of("+CMGR: \"REC READ\",\"+4917\",,\"26/11/26,07:00:00+04\"\r\nOK\r\n\r\nOK\r\n"));
    asked("AT+CMGR=2");
    assertEquals(
        List.of("OK [+CMGR: \"REC READ\",\"+4917\",,, ] OK"),
        heard.of("+CMGR: \"REC READ\",\"+4917\",,\r\n\r\n\r\nOK\r\n"),
        "an empty text");
  }

  @Test
  void aPduFollowsItsHeadWithOrWithoutAnEmptyLine() {
    for (String between : List.of("\r\n", "\r\n\r\n")) {
      asked("AT+CMGL=4");
      assertEquals(
          List.of("OK [+CMGL: 1,1,,24, 0791, +CMGL: 2,1,,24, 0792] OK"),
          heard.of(
              "\r\n+CMGL: 1,1,,24"
                  + between
                  + "0791\r\n"
                  + "+CMGL: 2,1,,24"
                  + between
                  + "0792\r\n\r\nOK\r\n"));
    }
    asked("AT+CMGR=2");
    assertEquals(List.of("OK [+CMGR: 0,,0] OK"), heard.of("+CMGR: 0,,0\r\n\r\nOK\r\n"));
  }

  @Test
  void anIndicationOfTwoLinesIsOne() {
    assertEquals(
        List.of("unasked +CMT: ,24\n07911326040000F0"),
        heard.of("\r\n+CMT: ,24\r\n07911326040000F0\r\n"));
    assertEquals(
        List.of("unasked +CMT: \"+4917\",,\"26/11/26,07:00:00+04\"\nOK"),
        heard.of("+CMT: \"+4917\",,\"26/11/26,07:00:00+04\"\r\nOK\r\n"));
    asked("AT+CSQ");
    assertEquals(
        List.of("unasked +CMT: ,24", "OK [] OK"), heard.of("+CMT: ,24\r\nOK\r\n"), "cut short");
  }

  @Test
  void aResultThatComesTooLateIsNobodys() {
    asked("AT+COPS?");
    heard.dialogue.giveUp();
    assertEquals(List.of("late OK"), heard.of("\r\nOK\r\n"));
    asked("AT+COPS?");
    heard.dialogue.giveUp();
    heard.dialogue.beginAgain(AtCommand.of("AT+CMEE?"), "+CMEE:");
    assertEquals(
        List.of("late OK", "OK [+CMEE: 1] OK"),
        heard.of("+COPS: 0\r\n\r\nOK\r\n+CMEE: 1\r\n\r\nOK\r\n"));
  }

  @Test
  void aHangUpThatNobodyWaitsForIsToldUnasked() {
    assertEquals(List.of("unasked NO CARRIER"), heard.of("NO CARRIER\r\n"));
  }

  @Test
  void linesOfOneAnswerAreBounded() {
    asked("AT+CMGL=4");
    heard.of("line\r\n".repeat(3000));
    assertEquals(3000 - AtDialogue.MOST_LINES, heard.dialogue.droppedLines());
  }

  @Test
  void neitherPinsNorNumbersAreShown() {
    assertEquals("AT+CMGS=...", AtCommand.of("AT+CMGS=\"+491701234567\"").shown());
    assertEquals("AT+CPIN=...", AtCommand.of("AT+CPIN=\"1234\"").shown());
    assertFalse(AtCommand.of("AT+CPIN=\"1234\"").toString().contains("1234"));
    assertEquals("AT+CPIN?", AtCommand.of("AT+CPIN?").shown());
  }

  @Test
  void resultsHaveWords() {
    assertEquals("+CME ERROR: 10 (SIM not inserted)", ResultWords.of("+CME ERROR: 10"));
    assertEquals("+CMS ERROR: 331 (no network service)", ResultWords.of("+CMS ERROR: 331"));
    assertEquals("+CME ERROR: 999999999999", ResultWords.of("+CME ERROR: 999999999999"));
    assertEquals("ERROR", ResultWords.of("ERROR"));
  }
}
