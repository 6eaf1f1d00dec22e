/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.DataNotification;
import org.meterway.dlms.apdu.EventNotification;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.data.Data;

/** Meters that break the rules, are slow, or speak at the wrong time. */
class HostileMeterTest {
  private static final AttributeReference ENERGY = AttributeReference.of("3:1.0.1.8.0.255:2");
  private static final AttributeReference OTHER = AttributeReference.of("3:1.0.2.8.0.255:2");
  private static final MethodReference METHOD = MethodReference.of("70:0.0.96.3.10.255:1");
  private static final String VALUE = "C40141000600BC614E";
  private static final long NUMBER = 0xBC614E;

  private static DlmsClient open(ScriptedPeer peer) throws IOException {
    return DlmsClient.open(
        peer, DlmsClientOptions.builder().responseTimeout(Duration.ofSeconds(30)).build());
  }

  private static List<String> none() {
    return List.of();
  }

  @Test
  void anAnswerThatIsCutAnywhereIsRefused() throws IOException {
    for (int cut = 1; cut < VALUE.length() / 2; cut++) {
      DlmsClient client = open(ScriptedPeer.answering(List.of(VALUE.substring(0, 2 * cut))));

      assertThrows(ProtocolErrorException.class, () -> client.get(ENERGY));
    }
  }

  @Test
  void anEmptyAnswerIsRefused() throws IOException {
    DlmsClient client = open(ScriptedPeer.answering(List.of("")));

    assertThrows(ProtocolErrorException.class, () -> client.get(ENERGY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C501410000", // another service
        "C4014102", // neither value nor error
        "C4014100FE", // no type of data
        "C40141000600BC614E00", // a byte too many
        "C403410100", // a list where one value was asked for
        "C404410000", // a form that there is not
        "0C010006000000FF", // short names
        "C4024100000000020003060001" // the second block first
      })
  void anAnswerOfAnotherKindIsRefused(String answer) throws IOException {
    DlmsClient client = open(ScriptedPeer.answering(List.of(answer)));

    assertThrows(ProtocolErrorException.class, () -> client.get(ENERGY));
  }

  @Test
  void anAnswerToAnotherRequestIsDropped() throws IOException {
    DlmsClient client = open(ScriptedPeer.answering(List.of("C4014F000600000001", VALUE)));

    assertEquals(NUMBER, client.get(ENERGY).asLong());
    assertEquals(1, client.droppedAnswers());
  }

  @Test
  void readingIsRepeatedAfterATimeout() throws IOException {
    ScriptedPeer peer = ScriptedPeer.answering(none(), List.of(VALUE));
    DlmsClient client = open(peer);

    assertEquals(NUMBER, client.get(ENERGY).asLong());
    assertEquals(2, peer.sent().size());
  }

  @Test
  void aLateAnswerDoesNotDisturbWhatFollows() throws IOException {
    ScriptedPeer peer =
        ScriptedPeer.answering(none(), List.of(VALUE, VALUE), List.of("C40142000600000007"));
    DlmsClient client = open(peer);

    assertEquals(NUMBER, client.get(ENERGY).asLong());
    assertEquals(7, client.get(ENERGY).asLong());
    assertEquals(1, client.droppedAnswers());
  }

  @Test
  void writingAndCallingAreNotRepeated() throws IOException {
    ScriptedPeer peer = ScriptedPeer.answering();
    DlmsClient client = open(peer);

    ResponseTimeoutException set =
        assertThrows(ResponseTimeoutException.class, () -> client.set(ENERGY, Data.unsigned8(1)));
    ResponseTimeoutException call =
        assertThrows(ResponseTimeoutException.class, () -> client.call(METHOD, Data.int8(0)));

    assertTrue(set.mayHaveBeenExecuted());
    assertTrue(call.mayHaveBeenExecuted());
    assertTrue(set.getMessage().contains("read back"), set.getMessage());
    assertEquals(2, peer.sent().size());
  }

  @Test
  void nothingIsRepeatedOnceTheConnectionIsGone() throws IOException {
    ScriptedPeer peer = ScriptedPeer.answering().closingAtTimeout();
    DlmsClient client = open(peer);

    assertThrows(ResponseTimeoutException.class, () -> client.get(ENERGY));
    assertEquals(1, peer.sent().size());
    assertFalse(client.isOpen());
  }

  @Test
  void blocksAreJoined() throws IOException {
    ScriptedPeer peer =
        ScriptedPeer.answering(
            List.of("C402410000000001000206" + "00"),
            List.of("C402410000000002000" + "1BC"),
            List.of("C40241010000000300026" + "14E"));
    DlmsClient client = open(peer);

    assertEquals(NUMBER, client.get(ENERGY).asLong());
    assertEquals(List.of("C0024100000001", "C0024100000002"), peer.sent().subList(1, 3));
  }

  @Test
  void aBlockThatCameBeforeIsPassedOver() throws IOException {
    DlmsClient client =
        open(
            ScriptedPeer.answering(
                List.of("C4024100000000010002" + "0600"),
                List.of("C4024100000000010002" + "0600", "C4024101000000020003" + "BC614E")));

    assertEquals(NUMBER, client.get(ENERGY).asLong());
  }

  @ParameterizedTest
  @CsvSource({
    "C4024101000000030003BC614E, a block is missing",
    "C40241010000000200" + "04BC614E, a block is shorter than it says",
    "C40241010000000200" + "02BC614E, a block is longer than it says"
  })
  void aBlockThatDoesNotFitIsRefused(String second, String why) throws IOException {
    DlmsClient client =
        open(ScriptedPeer.answering(List.of("C40241000000000100020600"), List.of(second)));

    assertThrows(ProtocolErrorException.class, () -> client.get(ENERGY), why);
  }

  @Test
  void aMeterThatGivesUpBetweenBlocksSaysWhy() throws IOException {
    DlmsClient client =
        open(
            ScriptedPeer.answering(
                List.of("C40241000000000100020600"), List.of("C4024101000000020" + "10F")));

    DataAccessException gaveUp = assertThrows(DataAccessException.class, () -> client.get(ENERGY));
    assertEquals(DataAccessResult.LONG_GET_ABORTED, gaveUp.result());
  }

  @Test
  void blocksWithoutDataComeToAnEnd() throws IOException {
    int[] block = {0};
    ScriptedPeer peer = ScriptedPeer.answering();
    DlmsClient client = open(peer);
    peer.script(r -> List.of("C4024100%08X0000".formatted(++block[0])));

    assertThrows(ProtocolErrorException.class, () -> client.get(ENERGY));
    assertTrue(block[0] < 20);
  }

  @Test
  void anAnswerThatIsTooLongIsCutOff() throws IOException {
    ScriptedPeer peer = ScriptedPeer.answering();
    DlmsClient client =
        DlmsClient.open(peer, DlmsClientOptions.builder().maxAnswerSize(2000).build());
    int[] block = {0};
    peer.script(r -> List.of("C4024100%08X0064".formatted(++block[0]) + "00".repeat(100)));

    assertThrows(ProtocolErrorException.class, () -> client.get(ENERGY));
    assertEquals(21, block[0]);
  }

  @Test
  void aListIsSplitByWhatTheMeterTakes() throws IOException {
    ScriptedPeer peer =
        ScriptedPeer.answering(List.of("C403410200110100110" + "2"), List.of("C40142001103"));
    DlmsClient client = open(peer.maxApduSize(33));

    List<GetResult> results =
        client.get(List.of(new Item(ENERGY), new Item(OTHER), new Item(ENERGY)));

    assertEquals(List.of(1L, 2L, 3L), results.stream().map(r -> r.data().asLong()).toList());
    assertTrue(peer.sent().get(0).startsWith("C0034102"));
    assertTrue(peer.sent().get(1).startsWith("C00142"));
  }

  @Test
  void aMeterThatTakesNoListsIsAskedOneByOne() throws IOException {
    ScriptedPeer peer =
        ScriptedPeer.answering(
            List.of("D80202"),
            List.of("C40142001101"),
            List.of("C401430104"),
            List.of("C40144001101"),
            List.of("C40145001102"));
    DlmsClient client = open(peer);
    List<Item> two = List.of(new Item(ENERGY), new Item(OTHER));

    assertEquals(
        List.of(GetResult.of(Data.unsigned8(1)), GetResult.of(DataAccessResult.OBJECT_UNDEFINED)),
        client.get(two));
    assertEquals(
        List.of(GetResult.of(Data.unsigned8(1)), GetResult.of(Data.unsigned8(2))), client.get(two));
    assertEquals(5, peer.sent().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"C40341010011" + "01", "C4034103001101001102001103", "C4034102001101"})
  void aListOfAnotherLengthIsRefused(String answer) throws IOException {
    DlmsClient client = open(ScriptedPeer.answering(List.of(answer)));

    assertThrows(
        ProtocolErrorException.class, () -> client.get(List.of(new Item(ENERGY), new Item(OTHER))));
  }

  @Test
  void notificationsAreHandedAwayAndDoNotDisturb() throws IOException {
    List<Apdu> told = new ArrayList<>();
    String event = "C2000003" + "0100010800FF02" + "1105";
    String push = "0F40000001" + "00" + "02021101110" + "2";
    ScriptedPeer peer = ScriptedPeer.answering(List.of(event, push, VALUE));
    DlmsClient client =
        DlmsClient.open(peer, DlmsClientOptions.builder().listener(told::add).build());

    assertEquals(NUMBER, client.get(ENERGY).asLong());
    assertInstanceOf(EventNotification.class, told.get(0));
    assertInstanceOf(DataNotification.class, told.get(1));
    assertEquals("104000000100", peer.sent().get(1), "confirmed as it wants it");
    assertEquals(0, client.droppedAnswers());
  }

  @Test
  void whatTheMeterSendsBetweenRequestsIsListenedTo() throws IOException {
    List<Apdu> told = new ArrayList<>();
    ScriptedPeer peer = ScriptedPeer.answering();
    DlmsClient client =
        DlmsClient.open(peer, DlmsClientOptions.builder().listener(told::add).build());
    peer.push("0F00000001" + "00" + "1101");

    assertTrue(client.listen(Duration.ofSeconds(1)));
    assertFalse(client.listen(Duration.ofSeconds(1)));
    assertEquals(1, told.size());
  }

  @Test
  void notificationsWithoutEndComeToAnEnd() throws IOException {
    String push = "0F00000001" + "00" + "1101";
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 1001; i++) {
      many.add(push);
    }
    DlmsClient client = open(ScriptedPeer.answering(many));

    assertThrows(ProtocolErrorException.class, () -> client.get(ENERGY));
  }

  @Test
  void errorsOfTheServiceAreTyped() throws IOException {
    DlmsClient client =
        open(
            ScriptedPeer.answering(
                List.of("D80204"), List.of("D8010600000123"), List.of("0E050301")));

    ServiceErrorException tooLong =
        assertThrows(ServiceErrorException.class, () -> client.get(ENERGY));
    ServiceErrorException counter =
        assertThrows(ServiceErrorException.class, () -> client.get(ENERGY));
    ServiceErrorException confirmed =
        assertThrows(ServiceErrorException.class, () -> client.get(ENERGY));

    assertTrue(tooLong.isTooLong());
    assertEquals(0x123, counter.expectedInvocationCounter().orElseThrow());
    assertFalse(confirmed.isExceptionResponse());
    assertEquals(3, confirmed.stateErrorOrKind());
  }

  @Test
  void aConfirmationOfAnotherBlockIsRefused() throws IOException {
    ScriptedPeer peer = ScriptedPeer.answering(List.of("C5024100000002"));
    DlmsClient client = open(peer.maxApduSize(64));

    assertThrows(
        ProtocolErrorException.class, () -> client.set(ENERGY, Data.octets(new byte[100])));
  }

  @Test
  void writingInBlocksIsUnknownOnlyOnceTheLastBlockIsOut() throws IOException {
    DlmsClient first = open(ScriptedPeer.answering().maxApduSize(64));
    DlmsClient last = open(ScriptedPeer.answering(List.of("C5024100000001")).maxApduSize(80));
    Data value = Data.octets(new byte[100]);

    ResponseTimeoutException early =
        assertThrows(ResponseTimeoutException.class, () -> first.set(ENERGY, value));
    ResponseTimeoutException late =
        assertThrows(ResponseTimeoutException.class, () -> last.set(ENERGY, value));

    assertFalse(early.mayHaveBeenExecuted());
    assertTrue(late.mayHaveBeenExecuted());
  }

  @Test
  void aRequestThatFitsNowhereIsNotSent() throws IOException {
    ScriptedPeer peer =
        new ScriptedPeer(r -> List.of(ScriptedPeer.ACCEPTED.replace("FFFFFF0400", "00001D0040")));
    DlmsClient client = open(peer);

    NotNegotiatedException tooLong =
        assertThrows(
            NotNegotiatedException.class, () -> client.set(ENERGY, Data.octets(new byte[100])));
    assertThrows(NotNegotiatedException.class, () -> client.access(List.of(Access.get(ENERGY))));
    assertTrue(tooLong.getMessage().contains("block-transfer"), tooLong.getMessage());
    assertTrue(peer.sent().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00010006" + "00BC614E", // result, and what was returned
        "000600BC614E", // what was returned, as a choice
        "0600BC614E" // what was returned, alone
      })
  void whatAMethodReturnsInBlocksIsUnderstoodInEachForm(String raw) throws IOException {
    int length = raw.length() / 2;
    ScriptedPeer peer =
        ScriptedPeer.answering(
            List.of("C702410000000001" + "03" + raw.substring(0, 6)),
            List.of("C702410100000002" + "%02X".formatted(length - 3) + raw.substring(6)));
    DlmsClient client = open(peer);

    assertEquals(NUMBER, client.call(METHOD, null).asLong());
    assertEquals("C3024100000001", peer.sent().get(1));
  }

  @Test
  void aMethodsFailureIsTyped() throws IOException {
    DlmsClient client =
        open(ScriptedPeer.answering(List.of("C7014103"), List.of("C701420001010" + "4")));

    MethodException denied = assertThrows(MethodException.class, () -> client.call(METHOD, null));
    MethodException unread = assertThrows(MethodException.class, () -> client.call(METHOD, null));

    assertEquals("read-write-denied", denied.result().text());
    assertEquals(DataAccessResult.OBJECT_UNDEFINED, unread.returned().orElseThrow());
    assertTrue(unread.result().isSuccess());
  }

  @ParameterizedTest
  @CsvSource({
    "1101, not an array",
    "0103020211011102020211031104, ends too early",
    "01010202110111020202110311040000, has too much",
    "0184FFFFFFFF, a length that cannot be",
    "0101FE, no data"
  })
  void rowsThatAreNoneAreRefused(String data, String why) throws IOException {
    DlmsClient client = open(ScriptedPeer.answering(List.of("C4014100" + data), List.of(VALUE)));

    assertThrows(
        ProtocolErrorException.class,
        () -> {
          try (RowCursor rows = client.rows(ENERGY, null)) {
            while (rows.next()) {
              rows.row().value();
            }
          }
        },
        why);
    assertThrows(DlmsException.class, () -> client.get(ENERGY), "but the client is free again");
  }

  @Test
  void rowsComeWhateverTheBlocksAreCutBy() throws Exception {
    String rows = "0103" + "02021101" + "0903AABBCC" + "02021102" + "0900" + "02021103" + "0901DD";
    for (int size = 1; size < rows.length() / 2; size++) {
      DlmsClient client = open(blocksOf(rows, size));

      List<Long> first = new ArrayList<>();
      try (RowCursor cursor = client.rows(ENERGY, null)) {
        while (cursor.next()) {
          cursor.row().next();
          first.add(cursor.row().longValue());
        }
        assertEquals(3, cursor.total());
      }
      assertEquals(List.of(1L, 2L, 3L), first);
    }
  }

  @Test
  void rowsOfACompactArrayComeAlike() throws Exception {
    String rows = "13" + "02021109" + "0A" + "01" + "03AABBCC" + "02" + "00" + "03" + "01DD";
    for (int size = 1; size < rows.length() / 2; size++) {
      DlmsClient client = open(blocksOf(rows, size));

      List<Data> all = new ArrayList<>();
      try (RowCursor cursor = client.rows(ENERGY, null)) {
        while (cursor.next()) {
          all.add(cursor.row().value());
        }
      }
      assertEquals(3, all.size());
      assertEquals(Data.structure(Data.unsigned8(3), Data.octets((byte) 0xDD)), all.get(2));
    }
  }

  private static ScriptedPeer blocksOf(String raw, int size) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < raw.length(); from += 2 * size) {
      pieces.add(raw.substring(from, Math.min(raw.length(), from + 2 * size)));
    }
    int[] next = {0};
    return new ScriptedPeer(
        request -> {
          if (request.startsWith("60")) {
            return List.of(ScriptedPeer.ACCEPTED);
          }
          String piece = pieces.get(next[0]++);
          boolean last = next[0] == pieces.size();
          return List.of(
              "C40241%02X%08X00%02X".formatted(last ? 1 : 0, next[0], piece.length() / 2) + piece);
        });
  }

  @Test
  void theClientTakesNoOtherRequestWhileRowsAreRead() throws IOException {
    DlmsClient client =
        open(ScriptedPeer.answering(List.of("C401410001011101"), List.of("C401420011" + "05")));

    try (RowCursor rows = client.rows(ENERGY, null)) {
      assertThrows(IllegalStateException.class, () -> client.get(ENERGY));
      assertTrue(rows.next());
    }
    assertEquals(5, client.get(ENERGY).asLong());
  }

  @Test
  void accessesAreAnsweredOneByOne() throws IOException {
    ScriptedPeer peer =
        ScriptedPeer.answering(
            List.of("DA400000010000" + "02" + "1107" + "00" + "02" + "0100" + "0204"),
            List.of("DA400000010000" + "01" + "00" + "01" + "0100"),
            List.of("DA400000030000" + "01" + "00" + "01" + "0100"));
    DlmsClient client = open(peer);
    List<Access> two = List.of(Access.get(ENERGY), Access.set(OTHER, Data.unsigned8(1)));

    List<Access.Outcome> outcomes = client.access(two);

    assertEquals(7, outcomes.get(0).data().asLong());
    assertTrue(outcomes.get(0).isSuccess());
    assertEquals(4, outcomes.get(1).result().code());
    assertThrows(ResponseTimeoutException.class, () -> client.access(two), "of another request");
    assertThrows(ProtocolErrorException.class, () -> client.access(two), "too few");
  }
}
