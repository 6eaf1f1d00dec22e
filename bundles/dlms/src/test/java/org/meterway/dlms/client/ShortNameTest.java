/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Reading, writing and calling by short names. */
class ShortNameTest {
  private static final AttributeReference ENERGY = AttributeReference.of("3:1.0.1.8.0.255:2");
  private static final AttributeReference UNKNOWN = AttributeReference.of("3:9.9.9.9.9.9:2");
  private static final String ACCEPTED =
      "6129A109060760857405080102A203020100A305A103020100BE10040E0800065F1F0400FFFFFF0400FA00";
  private static final ShortNames NAMES =
      new ShortNames(
          List.of(
              new ShortNames.Entry(0x1000, 3, 0, Obis.of("1.0.1.8.0.255")),
              new ShortNames.Entry(0x2000, 7, 1, Obis.of("1.0.99.1.0.255")),
              new ShortNames.Entry(0x3000, 1, 0, Obis.of("0.0.96.1.0.255"))));

  @SafeVarargs
  private static ScriptedPeer answering(List<String>... answers) {
    ScriptedPeer inner = ScriptedPeer.answering(answers);
    return new ScriptedPeer(r -> r.startsWith("60") ? List.of(ACCEPTED) : inner.next(r));
  }

  private static DlmsClient open(ScriptedPeer peer) throws IOException {
    DlmsClientOptions options = DlmsClientOptions.builder().logicalNames(false).build();
    DlmsClient client = DlmsClient.open(peer, options);
    client.shortNames(NAMES);
    return client;
  }

  @Test
  void attributesAndMethodsLieWhereTheStandardPutsThem() {
    assertEquals(OptionalInt.of(0x1008), NAMES.of(ENERGY));
    assertEquals(OptionalInt.of(0x1028), NAMES.of(MethodReference.of("3:1.0.1.8.0.255:1")));
    assertEquals(OptionalInt.of(0x2060), NAMES.of(MethodReference.of("7:1.0.99.1.0.255:2")));
    assertEquals(OptionalInt.empty(), NAMES.of(UNKNOWN));
    assertEquals(OptionalInt.empty(), NAMES.of(MethodReference.of("1:0.0.96.1.0.255:1")));
  }

  @Test
  void theObjectListIsReadOnceAndFirst() throws IOException {
    String list = "0101" + "0204" + "121000" + "120003" + "1100" + "09060100010800FF";
    ScriptedPeer peer =
        answering(List.of("0C0100" + list), List.of("0C01001101"), List.of("0C01001102"));
    DlmsClient client =
        DlmsClient.open(peer, DlmsClientOptions.builder().logicalNames(false).build());

    assertEquals(1, client.get(ENERGY).asLong());
    assertEquals(2, client.get(ENERGY).asLong());
    assertEquals(List.of("050102FA08", "0501021008", "0501021008"), peer.sent());
  }

  @Test
  void aSelectionGoesAlongAsAParameter() throws IOException {
    ScriptedPeer peer = answering(List.of("0C01000100"));
    DlmsClient client = open(peer);
    Selection entries = new Selection.Entries(1, 2, 1, 0);

    client.get(AttributeReference.of("7:1.0.99.1.0.255:2"), entries);

    assertTrue(peer.sent().get(0).startsWith("050104200802"), peer.sent().get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"01000600BC614E", "000600BC614E", "0600BC614E"})
  void whatComesInBlocksIsUnderstoodInEachForm(String raw) throws IOException {
    int length = raw.length() / 2;
    ScriptedPeer peer =
        answering(
            List.of("0C01020000" + "01" + "02" + raw.substring(0, 4)),
            List.of("0C01020100" + "02" + "%02X".formatted(length - 2) + raw.substring(4)));

    assertEquals(0xBC614E, open(peer).get(ENERGY).asLong());
    assertEquals("0501050001", peer.sent().get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "0C0102010002" + "021101, the second block first",
    "0C010201000103" + "1101, shorter than it says",
    "0C0200110100" + "1102, two values",
    "0C0105, a form that there is not",
    "0D0100, an answer to writing",
    "C40141001101, an answer by logical names"
  })
  void anAnswerThatDoesNotFitIsRefused(String answer, String why) throws IOException {
    DlmsClient client = open(answering(List.of(answer)));

    assertThrows(ProtocolErrorException.class, () -> client.get(ENERGY), why);
  }

  @Test
  void listsAreReadTogetherAndUnknownOnesLeftOut() throws IOException {
    ScriptedPeer peer = answering(List.of("0C02" + "00" + "1101" + "01" + "03"));
    DlmsClient client = open(peer);
    Item energy = new Item(ENERGY);

    List<GetResult> results = client.get(List.of(energy, new Item(UNKNOWN), energy));

    assertEquals(
        List.of(
            GetResult.of(Data.unsigned8(1)),
            GetResult.of(DataAccessResult.OBJECT_UNDEFINED),
            GetResult.of(DataAccessResult.READ_WRITE_DENIED)),
        results);
    assertEquals("0502" + "021008" + "021008", peer.sent().get(0));
  }

  @Test
  void longListsAreReadInBlocks() throws IOException {
    ScriptedPeer peer =
        answering(
            List.of("0C01020000" + "01" + "03" + "020011"),
            List.of("0C01020100" + "02" + "04" + "01001102"));
    DlmsClient client = open(peer);
    Item energy = new Item(ENERGY);

    assertEquals(
        List.of(GetResult.of(Data.unsigned8(1)), GetResult.of(Data.unsigned8(2))),
        client.get(List.of(energy, energy)));
  }

  @Test
  void writingSaysHowItEnded() throws IOException {
    ScriptedPeer peer =
        answering(
            List.of("0D0100"), List.of("0D010103"), List.of("0D0200010" + "4"), List.of("0D0102"));
    DlmsClient client = open(peer);

    client.set(ENERGY, Data.unsigned8(7));
    assertEquals("0601021008011107", peer.sent().get(0));
    assertThrows(DataAccessException.class, () -> client.set(ENERGY, Data.unsigned8(7)));
    List<AttributeValue> two =
        List.of(
            new AttributeValue(ENERGY, Data.unsigned8(1)),
            new AttributeValue(ENERGY, Data.unsigned8(2)));
    assertEquals(
        List.of(DataAccessResult.SUCCESS, DataAccessResult.OBJECT_UNDEFINED), client.set(two));
    assertThrows(ProtocolErrorException.class, () -> client.set(ENERGY, Data.unsigned8(7)));
  }

  @Test
  void aLongValueIsWrittenInBlocks() throws IOException {
    StringBuilder joined = new StringBuilder();
    List<Integer> numbers = new ArrayList<>();
    ScriptedPeer peer =
        new ScriptedPeer(
            request -> {
              if (request.startsWith("60")) {
                return List.of(ACCEPTED);
              }
              assertTrue(request.length() <= 128);
              boolean last = request.startsWith("060107" + "01");
              numbers.add(Integer.parseInt(request.substring(8, 12), 16));
              joined.append(request.substring(18));
              return List.of(last ? "0D0100" : "0D0102" + request.substring(8, 12));
            });
    DlmsClient client = open(peer.maxApduSize(64));
    Data value = Data.octets(new byte[150]);

    client.set(ENERGY, value);

    assertEquals("01021008" + "01" + RecordedExchange.hex(value.encode()), joined.toString());
    assertEquals(List.of(1, 2, 3), numbers);
  }

  @Test
  void methodsAreWrittenAndThoseThatReturnSomethingRead() throws IOException {
    ScriptedPeer peer = answering(List.of("0D0100"), List.of("0C01001105"), List.of("0D01010B"));
    DlmsClient client = open(peer);

    client.call(MethodReference.of("3:1.0.1.8.0.255:1"), Data.int8(0));
    assertEquals("06010210280" + "10F00", peer.sent().get(0));
    assertEquals(
        5, client.call(MethodReference.of("7:1.0.99.1.0.255:3"), Data.unsigned8(1)).asLong());
    assertEquals("0501042068001101", peer.sent().get(1));
    assertThrows(
        MethodException.class, () -> client.call(MethodReference.of("3:1.0.1.8.0.255:1"), null));
  }

  @Test
  void writingWithoutAnAnswerWaitsForNone() throws IOException {
    ScriptedPeer peer = answering();
    DlmsClient client = open(peer);

    client.setUnconfirmed(ENERGY, Data.unsigned8(7));

    assertEquals("1601021008011107", peer.sent().get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1101", "01011101", "0101020412100012000311000905010001" + "0800"})
  void anObjectListThatIsNoneIsRefused(String list) throws IOException {
    ScriptedPeer peer = answering(List.of("0C0100" + list));
    DlmsClient client =
        DlmsClient.open(peer, DlmsClientOptions.builder().logicalNames(false).build());

    assertThrows(ProtocolErrorException.class, () -> client.get(ENERGY));
  }
}
