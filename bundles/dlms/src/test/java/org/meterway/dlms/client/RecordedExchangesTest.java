/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.dlms.apdu.Aarq;
import org.meterway.dlms.apdu.ActionRequest;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.Diagnostic;
import org.meterway.dlms.apdu.GeneralBlockTransfer;
import org.meterway.dlms.apdu.GetRequest;
import org.meterway.dlms.apdu.GetResponse;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.InitiateRequest;
import org.meterway.dlms.apdu.SetRequest;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;

/**
 * The client asks what the clients of the recordings asked, in the same octets but for the invoke
 * id, and understands what their servers answered.
 */
class RecordedExchangesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-wrap-none-gurux-gurux",
        "02-wrap-none-jdlms-gurux",
        "04-wrap-none-jdlms-jdlms",
        "05-wrap-lls-gurux-gurux",
        "06-wrap-lls-jdlms-gurux",
        "10-wrap-gmac-authenc-gurux-gurux",
        "11-wrap-gmac-authenc-jdlms-gurux",
        "13-wrap-gmac-authenc-jdlms-jdlms",
        "14-wrap-gmac-authonly-gurux-gurux",
        "15-wrap-gmac-enconly-gurux-gurux",
        "16-wrap-gmac-nociphering-gurux-gurux",
        "18-wrap-gmac-ded-gurux-gurux",
        "20-wrap-hls2-gurux-gurux",
        "21-wrap-hls3-md5-gurux-gurux",
        "23-wrap-hls6-sha256-gurux-gurux",
        "30-wrap-getblocks-gurux-gurux",
        "31-wrap-getblocks-jdlms-gurux",
        "32-wrap-getblocks-gurux-jdlms",
        "36-wrap-gbt-window1-gurux-gurux",
        "38-wrap-imagetransfer-gurux-gurux",
        "40-hdlc-none-gurux-gurux",
        "41-hdlc-none-jdlms-gurux",
        "42-hdlc-none-jdlms-jdlms",
        "43-hdlc-gmac-authenc-gurux-gurux",
        "45-hdlc-lls-gurux-gurux",
      })
  void asksAndUnderstandsAsRecorded(String name) throws Exception {
    RecordedExchange recording = RecordedExchange.of(name);
    RecordedPeer peer = new RecordedPeer(recording);

    DlmsClient client = DlmsClient.open(peer, options(recording));
    List<RecordedExchange.Apdu> requests = recording.requests();
    while (peer.asked() < requests.size()) {
      int before = peer.asked();
      ask(client, recording, before, ApduCodec.decode(requests.get(before).service()));
      assertTrue(peer.asked() > before);
    }

    assertEquals(0, client.droppedAnswers());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"02-wrap-none-jdlms-gurux", "04-wrap-none-jdlms-jdlms", "06-wrap-lls-jdlms-gurux"})
  void asksInTheVeryOctets(String name) throws Exception {
    RecordedExchange recording = RecordedExchange.of(name);
    RecordedPeer peer = new RecordedPeer(recording);

    DlmsClient client = DlmsClient.open(peer, options(recording));
    List<RecordedExchange.Apdu> requests = recording.requests();
    while (peer.asked() < requests.size()) {
      int at = peer.asked();
      ask(client, recording, at, ApduCodec.decode(requests.get(at).service()));
    }

    assertEquals(requests.size(), peer.exactlyAsRecorded());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"34-wrap-setblocks-request-gurux-gurux", "47-hdlc-setblocks-segmented-gurux"})
  void setsInBlocksAndTakesTheRefusal(String name) throws Exception {
    RecordedExchange recording = RecordedExchange.of(name);
    RecordedPeer peer = new RecordedPeer(recording);
    DlmsClient client = DlmsClient.open(peer, options(recording));
    SetRequest.Normal small = (SetRequest.Normal) decoded(recording, 1);
    client.set(small.attribute(), small.value());
    SetRequest.WithFirstDataBlock first = (SetRequest.WithFirstDataBlock) decoded(recording, 2);
    SetRequest.WithDataBlock second = (SetRequest.WithDataBlock) decoded(recording, 3);
    Data value = whole(first.block().raw(), second.block().raw());

    DataAccessException refused =
        assertThrows(DataAccessException.class, () -> client.set(first.attribute(), value));

    assertEquals("read-write-denied", refused.result().text());
    assertEquals(4, peer.asked());
  }

  @Test
  void callsInBlocksAndTakesTheRefusal() throws Exception {
    RecordedExchange recording = RecordedExchange.of("35-wrap-actionblocks-request-gurux-gurux");
    RecordedPeer peer = new RecordedPeer(recording);
    DlmsClient client = DlmsClient.open(peer, options(recording));
    ActionRequest.WithFirstPBlock first = (ActionRequest.WithFirstPBlock) decoded(recording, 1);
    ActionRequest.WithPBlock second = (ActionRequest.WithPBlock) decoded(recording, 2);
    Data parameters = whole(first.block().raw(), second.block().raw());

    MethodException refused =
        assertThrows(MethodException.class, () -> client.call(first.method(), parameters));

    assertEquals("object-class-inconsistent", refused.result().text());
    assertEquals(3, peer.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"08-wrap-lls-wrongpassword-gurux", "09-wrap-lls-wrongpassword-jdlms"})
  void saysWhyTheAssociationIsRefused(String name) {
    RecordedExchange recording = RecordedExchange.of(name);
    RecordedPeer peer = new RecordedPeer(recording);

    AssociationRejectedException refused =
        assertThrows(
            AssociationRejectedException.class, () -> DlmsClient.open(peer, options(recording)));

    assertEquals(Diagnostic.AUTHENTICATION_FAILURE, refused.diagnostic());
    assertTrue(refused.getMessage().contains("password is wrong"), refused.getMessage());
    assertFalse(peer.isOpen());
  }

  @Test
  void saysThatTheMeterIsSilentToAnUnknownClient() {
    RecordedExchange recording = RecordedExchange.of("53-wrap-unknownclient-gurux");

    ResponseTimeoutException silent =
        assertThrows(
            ResponseTimeoutException.class,
            () -> DlmsClient.open(new RecordedPeer(recording), options(recording)));

    assertFalse(silent.mayHaveBeenExecuted());
  }

  @Test
  void saysThatTheMeterKnowsNoAssociation() throws Exception {
    RecordedExchange recording = RecordedExchange.of("54-wrap-get-without-association-gurux");
    DlmsClientOptions options =
        DlmsClientOptions.builder().highPriority(true).preEstablished(true).build();
    DlmsClient client = DlmsClient.open(new RecordedPeer(recording), options);
    GetRequest.Normal get = (GetRequest.Normal) decoded(recording, 0);

    ServiceErrorException refused =
        assertThrows(ServiceErrorException.class, () -> client.get(get.attribute()));

    assertEquals(2, refused.stateErrorOrKind());
    assertEquals(2, refused.serviceErrorOrValue());
    assertTrue(refused.isExceptionResponse());
  }

  private static Apdu decoded(RecordedExchange recording, int request) throws ApduException {
    return ApduCodec.decode(recording.requests().get(request).service());
  }

  /** The octet-string of zeros that begins so; the recording ends with the refusal. */
  private static Data whole(byte[]... pieces) throws DataException {
    byte[] front = joined(List.of(pieces));
    int length = (front[2] & 0xFF) << 8 | front[3] & 0xFF;
    return Data.decode(Arrays.copyOf(front, 4 + length));
  }

  /** The options that the recorded client seems to have had. */
  private static DlmsClientOptions options(RecordedExchange recording) throws ApduException {
    RecordedExchange.Apdu request = recording.requests().get(0);
    Aarq aarq = (Aarq) ApduCodec.decode(request.raw());
    boolean ciphered = request.control() >= 0;
    byte[] information = ciphered ? request.plain() : aarq.userInformation();
    InitiateRequest initiate = (InitiateRequest) ApduCodec.decode(information);
    byte[] secret = aarq.mechanism().isHigh() ? RecordedExchange.SECRET : password(aarq);
    DlmsClientOptions.Builder builder =
        DlmsClientOptions.builder()
            .authentication(aarq.mechanism(), secret)
            .recorded(aarq.authenticationValue(), initiate.dedicatedKey())
            .conformance(initiate.conformance())
            .maxPduSize(initiate.maxPduSize());
    if (aarq.callingSystemTitle() != null) {
      KeyRing keys =
          new KeyRing(SecuritySuite.SUITE_0)
              .encryptionKey(RecordedExchange.EK)
              .authenticationKey(RecordedExchange.AK);
      builder
          .security(keys, policy(recording))
          .systemTitle(RecordedExchange.CLIENT)
          .counters(InvocationCounters.inMemory(1));
    }
    return builder.build();
  }

  private static byte[] password(Aarq aarq) {
    return aarq.authenticationValue() == null ? new byte[0] : aarq.authenticationValue();
  }

  private static SecurityPolicy policy(RecordedExchange recording) {
    List<RecordedExchange.Apdu> requests = recording.requests();
    Protection protection =
        switch (requests.get(0).control()) {
          case -1 -> Protection.NONE;
          case 0x10 -> Protection.AUTHENTICATION;
          case 0x20 -> Protection.ENCRYPTION;
          default -> Protection.AUTHENTICATED_ENCRYPTION;
        };
    SecurityPolicy global = SecurityPolicy.global(protection);
    return switch (requests.get(2).tag()) {
      case 0xD0 -> global.in(Envelope.DEDICATED);
      case 0xDB -> global.in(Envelope.GENERAL_GLOBAL);
      default -> global;
    };
  }

  /** Asks the client for what the recorded client asked for with that request. */
  private static void ask(DlmsClient client, RecordedExchange recording, int at, Apdu request)
      throws IOException, ApduException, DataException {
    if (request instanceof GetRequest.Normal get) {
      GetResult result = recordedResult(recording, at);
      if (result.isValue()) {
        assertEquals(result.data(), client.get(get.attribute(), get.selection()));
      } else {
        DataAccessException failure =
            assertThrows(
                DataAccessException.class, () -> client.get(get.attribute(), get.selection()));
        assertEquals(result.reason(), failure.result());
      }
    } else if (request instanceof GetRequest.WithList list) {
      GetResponse.WithList answer =
          (GetResponse.WithList) ApduCodec.decode(recording.answers(at).get(0).service());
      assertEquals(answer.results(), client.get(list.items()));
    } else if (request instanceof SetRequest.Normal set) {
      client.set(set.attribute(), set.selection(), set.value());
    } else if (request instanceof ActionRequest.Normal action) {
      client.call(action.method(), action.parameters());
    } else {
      assertEquals(0x62, request.tag());
      client.release();
    }
  }

  /** What the recorded server gives, also in blocks of GET or of general block transfer. */
  private static GetResult recordedResult(RecordedExchange recording, int at)
      throws ApduException, DataException {
    List<byte[]> raw = new ArrayList<>();
    for (int i = at; ; i++) {
      Apdu answer = ApduCodec.decode(recording.answers(i).get(0).service());
      if (answer instanceof GetResponse.Normal normal) {
        return normal.result();
      }
      if (answer instanceof GetResponse.WithDataBlock block) {
        raw.add(block.raw());
        if (block.last()) {
          return GetResult.of(Data.decode(joined(raw)));
        }
      } else {
        GeneralBlockTransfer block = (GeneralBlockTransfer) answer;
        raw.add(block.data());
        if (block.last()) {
          return ((GetResponse.Normal) ApduCodec.decode(joined(raw))).result();
        }
      }
    }
  }

  private static byte[] joined(List<byte[]> pieces) {
    DataWriter all = new DataWriter();
    pieces.forEach(all::put);
    return all.toByteArray();
  }

  @Test
  void streamsTheRowsOfARecordedProfile() throws Exception {
    RecordedExchange recording = RecordedExchange.of("31-wrap-getblocks-jdlms-gurux");
    DlmsClient client = DlmsClient.open(new RecordedPeer(recording), options(recording));
    GetRequest.Normal get = (GetRequest.Normal) decoded(recording, 1);
    List<Data> expected = recordedResult(recording, 1).data().elements();

    List<byte[]> rows = new ArrayList<>();
    try (RowCursor cursor = client.rows(get.attribute(), get.selection())) {
      while (cursor.next()) {
        assertEquals(4, cursor.row().count());
        rows.add(cursor.row().value().encode());
      }
      assertEquals(expected.size(), cursor.index());
    }

    for (int i = 0; i < rows.size(); i++) {
      assertArrayEquals(expected.get(i).encode(), rows.get(i));
    }
    client.release();
  }
}
