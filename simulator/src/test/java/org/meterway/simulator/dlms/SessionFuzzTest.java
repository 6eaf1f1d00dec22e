/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Whatever clients send, the meter answers or refuses, and serves on. */
class SessionFuzzTest extends FuzzTarget {
  private static final byte[] AARQ =
      HexFormat.of().parseHex("601DA109060760857405080101BE10040E01000000065F1F0400607EDF0080");
  private static final byte[] SHORT_AARQ =
      HexFormat.of().parseHex("601DA109060760857405080102BE10040E01000000065F1F04007C1BA00080");
  private static final byte[] GET = HexFormat.of().parseHex("C001C100030100010800FF0200");
  private static final int MOST = 100;

  /** All but what would have the meter refuse plain requests, or connect to others. */
  private static final AccessRights RIGHTS =
      new AccessRights() {
        @Override
        public Access attribute(CosemObject object, int attribute) {
          return object.classId() == 40 ? Access.READ : Access.READ_WRITE;
        }

        @Override
        public boolean method(CosemObject object, int method) {
          return object.classId() != 40 && object.classId() != 64;
        }
      };

  private static final DlmsMeterOptions OPTIONS =
      TestMeters.usual()
          .profileRows(20)
          .everyType(false)
          .associations(List.of(MeterAssociation.open(16, RIGHTS)))
          .build();

  private int answers;
  private byte[] latest = {};

  private final Output output =
      new Output() {
        @Override
        public void send(int client, int server, byte[] apdu, int offset, int length) {
          answers++;
          latest = Arrays.copyOfRange(apdu, offset, offset + length);
        }

        @Override
        public void push(int client, int server, byte[] apdu, int offset, int length) {
          answers++;
        }

        @Override
        public void pause(int milliseconds) {
          throw new AssertionError("no fault is planned");
        }

        @Override
        public int maxApduSize() {
          return 0xFFFF;
        }
      };

  @Override
  protected int weight() {
    return 50;
  }

  @Override
  protected void check(byte[] input) {
    Choices choices = new Choices(input);
    Meter meter = new Meter(OPTIONS);
    Sessions sessions = new Sessions(meter, output, meter.newFaults());
    try {
      byte[] associate = choices.of(AARQ, SHORT_AARQ);
      sessions.received(16, 1, associate, 0, associate.length);
      while (choices.remaining() > 0) {
        byte[] request = choices.take(choices.octet());
        answers = 0;
        sessions.received(16, 1, request, 0, request.length);
        assertTrue(answers <= MOST, answers + " answers");
      }
      sessions.received(16, 1, AARQ, 0, AARQ.length);
      sessions.received(16, 1, GET, 0, GET.length);
      assertTrue(latest[0] == (byte) 0xC4 && latest[3] == 0, "it serves on");
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      meter.close();
    }
  }
}
