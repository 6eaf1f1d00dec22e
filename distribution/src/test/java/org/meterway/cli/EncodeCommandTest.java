/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.codec.FrameError;

class EncodeCommandTest {
  private static final String GET = "7eff0300220005c00228c04de68b7e";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"protocol\":\"0x2100\",\"command\":\"SERIAL_NET\",\"payload\":\"68656c6c6f\"}",
        "{\"protocol\":\"0x2100\",\"command\":\"GET\",\"payload\":\"\"}",
        "{\"protocol\":\"0x1234\",\"command\":\"ACTION\",\"payload\":\"7e7d00\"}",
        "{\"protocol\":\"0x1235\",\"command\":\"0x1f\",\"payload\":\"00\"}",
        "{\"protocol\":\"0x2200\",\"command\":\"GET\",\"parameter\":\"0x8003\"}",
        "{\"protocol\":\"0x2200\",\"command\":\"GET\",\"parameter\":\"0x2801\",\"requestId\":258}",
        "{\"protocol\":\"0x2200\",\"command\":\"GET_RESPONSE\",\"parameter\":\"0x2801\",\"requestId\":65535,\"type\":\"double-long-unsigned\",\"value\":4294967295}",
        "{\"protocol\":\"0x2200\",\"command\":\"GET_RESPONSE\",\"parameter\":\"0x8007\",\"value\":\"6d31\"}",
        "{\"protocol\":\"0x2200\",\"command\":\"GET_ERROR_RESPONSE\",\"parameter\":\"0x2801\",\"success\":false}",
        "{\"protocol\":\"0x2200\",\"command\":\"SET\",\"parameter\":\"0x2801\",\"requestId\":258,\"type\":\"octet-string\",\"value\":\"313233\"}",
        "{\"protocol\":\"0x2200\",\"command\":\"SET\",\"parameter\":\"0x2801\",\"requestId\":0,\"type\":\"visible-string\",\"value\":\"\"}",
        "{\"protocol\":\"0x2200\",\"command\":\"SET\",\"parameter\":\"0x2801\",\"requestId\":1,\"type\":\"date-time\",\"value\":\"07e80b17010a1e00ff800000\"}",
        "{\"protocol\":\"0x2200\",\"command\":\"SET\",\"parameter\":\"0x8002\",\"data\":\"0101\"}",
        "{\"protocol\":\"0x2200\",\"command\":\"SET\",\"parameter\":\"0x8005\",\"value\":\"0102\"}",
        "{\"protocol\":\"0x2200\",\"command\":\"SET_RESPONSE\",\"parameter\":\"0x2801\",\"success\":true}",
        "{\"protocol\":\"0x2200\",\"command\":\"SET_RESPONSE\",\"parameter\":\"0x2801\",\"success\":false}",
        "{\"protocol\":\"0x2200\",\"command\":\"EVENT\",\"parameter\":\"0x2860\",\"value\":\"01ff\"}",
        "{\"protocol\":\"0x2200\",\"command\":\"SERIAL_NET\",\"success\":true}",
        "{\"protocol\":\"0x2200\",\"command\":\"SERIAL_NET\",\"payload\":\"05\"}",
        "{\"protocol\":\"0x2200\",\"command\":\"GET_RESPONSE\",\"parameter\":\"0x3009\",\"value\":\"aabb\"}",
        "{\"protocol\":\"0x2200\",\"command\":\"0x99\",\"payload\":\"01\"}"
      })
  void takesWhatDecodePrints(String members) {
    for (String framing : new String[] {"length", "stuffed"}) {
      String frame = Run.of(members, "encode", "--framing", framing).good();
      String printed = Run.of(frame, "decode", "--framing", framing).good().strip();
      assertTrue(printed.endsWith(members.substring(1)), printed);
      assertEquals(frame, Run.of(printed, "encode", "--framing", framing).good());
    }
  }

  @Test
  void fillsInWhatIsPlain() {
    assertEquals(
        Run.of("{\"protocol\":\"0x2100\",\"command\":\"SERIAL_NET\",\"payload\":\"01\"}", "encode")
            .good(),
        Run.of("{\"payload\":\"01\"}", "encode").good());
    assertEquals(
        Run.of(
                "{\"protocol\":\"0x2200\",\"command\":\"EVENT\",\"parameter\":\"0x2860\",\"value\":\"01\"}",
                "encode")
            .good(),
        Run.of("{\"command\":\"event\",\"parameter\":10336,\"value\":\"01\"}", "encode").good());
  }

  @ParameterizedTest
  @CsvSource({
    // The two lines differ in the octets of the frame check alone.
    "low, high, 7eff0300220005c001280102c7aa7e, 7eff0300220005c80128010c99197e",
    "high, low, 7eff0300220005c001280102aac77e, 7eff0300220005c80128010c19997e"
  })
  void answersInTheOrderOfTheRequestsFrameCheck(
      String order, String wrongOrder, String request, String answer) {
    String get =
        "{\"protocol\":\"0x2200\",\"command\":\"GET\",\"parameter\":\"0x2801\",\"requestId\":258}";
    String reply = "{\"reply\":\"GET_ERROR\",\"request\":\"" + request + "\"}";

    assertEquals(request + "\n", Run.of(get, "encode", "--fcs-order", order).good());
    assertEquals(answer + "\n", Run.of(reply, "encode").good());
    assertEquals(answer + "\n", Run.of(reply, "encode", "--fcs-order", order).good());
    Run.of(answer, "decode", "--fcs-order", order).good();
    Run.of(answer, "decode").good();
    for (String framing : new String[] {"length", "stuffed"}) {
      Run wrong = Run.of(answer, "decode", "--framing", framing, "--fcs-order", wrongOrder);
      assertEquals(ExitStatus.FAULT, wrong.exitStatus());
      assertTrue(wrong.out().contains("\"error\":\"FCS_MISMATCH\""), wrong.out());
    }
    Run.of(reply, "encode", "--fcs-order", wrongOrder)
        .failsWith(
            ExitStatus.FAULT,
            "meterway encode: line 1: \"request\" is not a good frame: FCS_MISMATCH, "
                + FrameError.FCS_MISMATCH.description());
  }

  @Test
  void skipsAWrongLineAndGoesOn() {
    Run run = Run.of("{\"payload\":\"01\"}\n\n{\"payload\":\n{\"payload\":\"02\"}\n", "encode");

    assertEquals(2, run.out().lines().count());
    run.failsWith(
        ExitStatus.FAULT,
        "meterway encode: line 3, column 12: found the end of the text, expected a value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"payload\":\"6\"}|\"payload\" is \"6\", expected pairs of hex digits such as \"7e01ff\"",
        "{\"payload\":\"\"}|\"payload\" is empty: an empty payload is never sent",
        "{\"paylod\":\"00\"}|unknown key \"paylod\"; did you mean 'payload'?",
        "[]|expected a JSON object, such as {\"...\":\"...\"}",
        "{\"protocol\":\"2100\",\"payload\":\"00\"}|\"protocol\" is \"2100\", expected a text from \"0x00\" to \"0xffff\"",
        "{\"command\":\"GTE\",\"parameter\":\"0x01\"}|\"command\" is \"GTE\", expected a name such as GET, or \"0x00\" to \"0xff\"; did you mean 'GET'?",
        "{\"command\":\"GET\",\"parameter\":70000}|\"parameter\" is 70000, expected a whole number from 0 to 65535",
        "{\"command\":\"SET\",\"parameter\":1}|\"requestId\" is missing",
        "{\"command\":\"SET\",\"parameter\":1,\"requestId\":1,\"type\":\"unsigned\",\"value\":256}|\"value\" is 256, expected a whole number from 0 to 255",
        "{\"command\":\"SET\",\"parameter\":1,\"requestId\":1,\"type\":\"date-time\",\"value\":\"00\"}|\"value\": date-time has 1 bytes, expected 12",
        "{\"offset\":0,\"length\":3,\"error\":\"FCS_MISMATCH\"}|a fault (FCS_MISMATCH) is no message and cannot be encoded",
        "{\"protocol\":\"0xc021\",\"information\":\"00\"}|a PPP frame (\"information\") cannot be encoded",
        "{\"reply\":\"GOT\",\"request\":\"00\"}|\"reply\" is \"GOT\", expected one of GET, GET_ERROR, SET_OK, SET_FAILED, EVENT, IMAGE_GET, IMAGE_SET",
        "{\"reply\":\"GET_ERROR\",\"request\":\"7eff\"}|\"request\" is not a good frame: TRUNCATED, the input ends within the frame",
        "{\"reply\":\"GET_ERROR\",\"request\":\"\"}|\"request\" holds 0 frames, expected exactly one"
      })
  void namesTheValueAndWhatWouldBeRight(String line, String error) {
    Run.of(line, "encode").failsWith(ExitStatus.FAULT, "meterway encode: line 1: " + error);
  }

  @Test
  void refusesARequestThatTheReplyDoesNotAnswer() {
    Run.of("{\"reply\":\"EVENT\",\"request\":\"" + GET + "\"}", "encode")
        .failsWith(
            ExitStatus.FAULT,
            "meterway encode: line 1: a reply EVENT answers an EVENT, but \"request\" is"
                + " {\"protocol\":\"0x2200\",\"command\":\"GET\",\"parameter\":\"0x2802\",\"requestId\":49229}");
    Run.of("{\"reply\":\"GET_ERROR\",\"request\":\"" + GET + GET + "\"}", "encode")
        .failsWith(
            ExitStatus.FAULT,
            "meterway encode: line 1: \"request\" holds 2 frames, expected exactly one");
  }
}
