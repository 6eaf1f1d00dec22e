/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.Obis;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/** Whatever a meter answers, a client gets its value or an exception that is meant for it. */
class ClientFuzzTest extends FuzzTarget {
  private static final AttributeReference ENERGY = AttributeReference.of("3:1.0.1.8.0.255:2");
  private static final MethodReference METHOD = MethodReference.of("70:0.0.96.3.10.255:1");
  private static final int MOST_REQUESTS = 2000;
  private static final byte[] ACCEPTED = RecordedExchange.hex(ScriptedPeer.ACCEPTED);
  private static final ShortNames NAMES =
      new ShortNames(List.of(new ShortNames.Entry(0x1000, 3, 0, Obis.of("1.0.1.8.0.255"))));

  @Override
  protected void check(byte[] input) throws Exception {
    Choices choices = new Choices(input);
    int work = choices.below(16);
    boolean shortNames = (work & 8) != 0;
    int window = choices.of(1, 3, 63);
    int maxApdu = choices.of(33, 64, 1024);
    Queue<byte[]> answers = answers(choices.rest());
    int[] requests = {0};
    ScriptedPeer peer =
        new ScriptedPeer(
            request -> {
              assertTrue(++requests[0] < MOST_REQUESTS, "requests without end");
              if (requests[0] == 1 && work != 7) {
                return List.of(RecordedExchange.hex(ACCEPTED));
              }
              List<String> some = new ArrayList<>();
              for (int i = 0; i < 1 + (requests[0] & 1) && !answers.isEmpty(); i++) {
                some.add(RecordedExchange.hex(answers.remove()));
              }
              return some;
            });
    DlmsClientOptions options =
        DlmsClientOptions.builder()
            .logicalNames(!shortNames)
            .window(window)
            .maxAnswerSize(1 << 16)
            .build();
    try (DlmsClient client = DlmsClient.open(peer.maxApduSize(maxApdu), options)) {
      if (shortNames) {
        client.shortNames(NAMES);
      }
      work(client, work & 7);
    } catch (DlmsException e) {
      assertTrue(e.getMessage().length() > 5);
    }
  }

  private static void work(DlmsClient client, int work) throws IOException, DataException {
    List<Item> items = List.of(new Item(ENERGY), new Item(ENERGY));
    Data value = Data.octets(new byte[60]);
    switch (work) {
      case 0 -> client.get(ENERGY);
      case 1 -> client.get(items);
      case 2 -> client.set(ENERGY, value);
      case 3 ->
          client.set(List.of(new AttributeValue(ENERGY, value), new AttributeValue(ENERGY, value)));
      case 4 -> calls(client);
      case 5 -> rows(client);
      case 6 -> {
        if (client.options().logicalNames()) {
          client.access(List.of(Access.get(ENERGY), Access.set(ENERGY, value)));
        } else {
          client.shortNames(null);
          client.shortNames();
        }
      }
      default -> client.get(ENERGY);
    }
  }

  private static void calls(DlmsClient client) throws IOException {
    MethodCall call = new MethodCall(METHOD, Data.octets(new byte[60]));
    client.call(List.of(call, call));
    client.call(METHOD, null);
  }

  private static void rows(DlmsClient client) throws IOException, DataException {
    try (RowCursor rows = client.rows(ENERGY, null)) {
      while (rows.next()) {
        rows.row().value();
      }
    }
  }

  /** Cuts the input into answers: a length, and so many octets. */
  private static Queue<byte[]> answers(byte[] input) {
    Queue<byte[]> answers = new ArrayDeque<>();
    int at = 0;
    while (at < input.length) {
      int length = Math.min(input[at] & 0xFF, input.length - at - 1);
      answers.add(Arrays.copyOfRange(input, at + 1, at + 1 + length));
      at += 1 + length;
    }
    return answers;
  }

  @Override
  protected int weight() {
    return 4;
  }
}
