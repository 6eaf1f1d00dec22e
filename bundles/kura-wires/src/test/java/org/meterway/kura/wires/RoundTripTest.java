/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.wires;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.wire.WireRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.api.message.Command;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageException;
import org.meterway.api.message.Parameters;

/** What an emitter emits, a receiver accepts. */
class RoundTripTest {
  private static final int SEED = 20260101;
  private static final int BODIES = 200_000;

  @ParameterizedTest
  @MethodSource("org.meterway.kura.wires.Samples#messages")
  void givenTheRecordAsItWasEmittedThenTheSameBytesGoOut(Message message) throws Exception {
    for (ValueForm form : ValueForm.values()) {
      Message back = back(MessageRecord.of(Samples.heard(message), form));

      assertEquals(message.protocol(), back.protocol());
      assertArrayEquals(Samples.information(message), Samples.information(back), form.name());
    }
  }

  @ParameterizedTest
  @MethodSource("org.meterway.kura.wires.Samples#messages")
  void givenAFilterHasRemovedTheRawBytesThenTheRecordMakesTheSameMessage(Message message)
      throws Exception {
    for (ValueForm form : ValueForm.values()) {
      WireRecord record = MessageRecord.of(Samples.heard(message), form);

      assertEquals(message, back(withoutRaw(record)), form.name());
    }
  }

  @Test
  void givenWhateverMetersSendThenTheRecordMakesTheSameMessage() throws Exception {
    Random random = new Random(SEED);
    int understood = 0;
    for (int i = 0; i < BODIES; i++) {
      byte[] information = information(random);
      Message message;
      try {
        message = Samples.CODEC.decode(protocol(random), information, 0, information.length);
      } catch (MessageException malformed) {
        continue;
      }
      understood++;
      HeardMessage heard = new HeardMessage("meter1", message, information, 0);
      ValueForm form = ValueForm.values()[i % 2];
      WireRecord record = MessageRecord.of(heard, form);
      String shown = form + " " + message + " " + HexFormat.of().formatHex(information);

      assertArrayEquals(information, Samples.information(back(record)), shown);
      if (!isAmbiguous(message)) {
        assertEquals(message, back(withoutRaw(record)), shown);
      }
    }
    assertTrue(understood > BODIES / 4, "too few bodies were understood: " + understood);
  }

  /** Without its raw bytes, an odd setting of these reads as the proper one with a length. */
  private static boolean isAmbiguous(Message message) {
    return message instanceof Message.SetData set
        && (Parameters.isPlain(set.parameter()) || Parameters.isImage(set.parameter()));
  }

  private static int protocol(Random random) {
    return random.nextInt(4) == 0 ? Message.TRANSPARENT : Message.PARAMETERS;
  }

  /** Bodies that are likely to be understood: known ids and lengths that fit. */
  private static byte[] information(Random random) {
    int[] parameters = {0x8002, 0x8003, 0x8005, 0x8007, 0x3007, 0x300A, 0x2801};
    int[] types = {0x06, 0x09, 0x0A, 0x11, 0x12, 0x19};
    Command[] commands = Command.values();
    byte[] information = new byte[1 + random.nextInt(20)];
    random.nextBytes(information);
    if (random.nextInt(10) > 0) {
      information[0] = (byte) commands[random.nextInt(commands.length)].code();
    }
    if (information.length > 2) {
      int parameter = parameters[random.nextInt(parameters.length)];
      information[1] = (byte) parameter;
      information[2] = (byte) (parameter >> 8);
    }
    if (information.length > 3 && random.nextBoolean()) {
      information[3] = (byte) (information.length - 4);
    }
    if (information.length > 6) {
      information[6] = (byte) types[random.nextInt(types.length)];
    }
    if (information.length > 7 && random.nextBoolean()) {
      information[7] = (byte) (information.length - 8);
    }
    if (information.length == 5 && random.nextBoolean()) {
      information[3] = 1;
      information[4] = (byte) (random.nextBoolean() ? 0x00 : 0x0C);
    }
    if (information.length == 3 && random.nextBoolean()) {
      information[1] = 1;
      information[2] = (byte) (random.nextBoolean() ? 0x00 : 0x0C);
    }
    return information;
  }

  private static Message back(WireRecord record) throws RecordException {
    return RecordMessage.of(RecordFields.of(record));
  }

  private static WireRecord withoutRaw(WireRecord record) {
    Map<String, TypedValue<?>> properties = new HashMap<>(record.getProperties());
    properties.remove("raw");
    return new WireRecord(properties);
  }
}
