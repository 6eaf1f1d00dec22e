/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.meterway.dlms.data.AnyData;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.itests.fuzz.Choices;

/** APDUs of any kind, out of choices. */
final class AnyApdu {
  private static final int[] CIPHERED = {
    0x21, 0x25, 0x26, 0x28, 0x2C, 0x2D, 0x2E, 0x36, 0x38, 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCF,
    0x41, 0x45, 0x46, 0x48, 0x4C, 0x4D, 0x4E, 0x56, 0x58, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD7
  };

  private final Choices choices;

  private AnyApdu(Choices choices) {
    this.choices = choices;
  }

  static Apdu of(Choices choices) {
    return new AnyApdu(choices).apdu();
  }

  private Apdu apdu() {
    int id = choices.octet();
    return switch (choices.below(49)) {
      case 0 -> aarq();
      case 1 -> aare();
      case 2 ->
          Rlrq.of(choices.flip() ? choices.below(31) : null, choices.flip() ? octets() : null);
      case 3 ->
          Rlre.of(choices.flip() ? choices.below(31) : null, choices.flip() ? octets() : null);
      case 4 -> initiateRequest();
      case 5 -> new InitiateResponse(quality(), id, conformance(), u16(), u16());
      case 6 -> new ConfirmedServiceError(id, choices.octet(), choices.octet());
      case 7 -> new GetRequest.Normal(id, attribute(), selection());
      case 8 -> new GetRequest.Next(id, u32());
      case 9 -> new GetRequest.WithList(id, items());
      case 10 -> new GetResponse.Normal(id, result());
      case 11 -> new GetResponse.WithDataBlock(id, choices.flip(), u32(), octets());
      case 12 -> new GetResponse.WithDataBlock(id, choices.flip(), u32(), dataAccessResult());
      case 13 -> new GetResponse.WithList(id, list(this::result));
      case 14 -> new SetRequest.Normal(id, attribute(), selection(), data());
      case 15 -> new SetRequest.WithFirstDataBlock(id, attribute(), selection(), block());
      case 16 -> new SetRequest.WithDataBlock(id, block());
      case 17 -> new SetRequest.WithList(id, items(), list(this::data));
      case 18 -> new SetRequest.WithListAndFirstDataBlock(id, items(), block());
      case 19 -> new SetResponse.Normal(id, dataAccessResult());
      case 20 -> new SetResponse.DataBlock(id, u32(), octets());
      case 21 -> new SetResponse.LastDataBlock(id, dataAccessResult(), u32());
      case 22 -> new SetResponse.LastDataBlockWithList(id, list(this::dataAccessResult), u32());
      case 23 -> new SetResponse.WithList(id, list(this::dataAccessResult));
      case 24 -> new ActionRequest.Normal(id, method(), choices.flip() ? data() : null);
      case 25 -> new ActionRequest.NextPBlock(id, u32());
      case 26 -> new ActionRequest.WithList(id, list(this::method), list(this::data));
      case 27 -> new ActionRequest.WithFirstPBlock(id, method(), block());
      case 28 -> new ActionRequest.WithListAndFirstPBlock(id, list(this::method), block());
      case 29 -> new ActionRequest.WithPBlock(id, block());
      case 30 -> actionResponse(id);
      case 31 -> new ActionResponse.WithPBlock(id, block());
      case 32 -> new ActionResponse.WithList(id, list(this::outcome));
      case 33 -> new ActionResponse.NextPBlock(id, u32());
      case 34 -> new AccessRequest(u32(), octets(), list(this::specification), list(this::data));
      case 35 -> accessResponse();
      case 36 -> new EventNotification(choices.flip() ? octets() : null, attribute(), data());
      case 37 -> dataNotification();
      case 38 -> new DataNotificationConfirm(u32(), octets());
      case 39 -> new ReadRequest(list(this::variable));
      case 40 -> new ReadResponse(list(this::readResult));
      case 41 -> new WriteRequest(list(this::variable), list(this::data));
      case 42 -> new WriteResponse(list(this::writeResult));
      case 43 -> new UnconfirmedWriteRequest(list(this::variable), list(this::data));
      case 44 -> informationReport();
      case 45 -> exception();
      case 46 -> general();
      case 47 -> generalCiphering();
      default -> new Ciphered(CIPHERED[choices.below(CIPHERED.length)], octets());
    };
  }

  private Apdu aarq() {
    Aarq.Builder aarq = Aarq.builder().applicationContext(choices.of(ApplicationContext.values()));
    aarq.mechanism(choices.of(Mechanism.values())).authenticationValue(octets());
    if (choices.flip()) {
      aarq.protocolVersion().callingSystemTitle(octets()).userId(choices.octet());
      aarq.callingAeQualifier(octets()).element(0xA2, octets());
    }
    return aarq.userInformation(octets()).build();
  }

  private Apdu aare() {
    Aare.Builder aare = Aare.builder().applicationContext(choices.of(ApplicationContext.values()));
    aare.result(choices.of(AssociationResult.values()));
    aare.diagnostic(new Diagnostic(1 + choices.below(2), choices.below(15)));
    aare.mechanism(choices.of(Mechanism.values())).authenticationValue(octets());
    if (choices.flip()) {
      aare.protocolVersion().respondingSystemTitle(octets()).respondingAeQualifier(octets());
      aare.element(0xA6, octets());
    }
    return aare.userInformation(octets()).build();
  }

  private Apdu initiateRequest() {
    byte[] key = choices.flip() ? octets() : null;
    return new InitiateRequest(
        key, choices.flip(), quality(), choices.octet(), conformance(), u16());
  }

  private Integer quality() {
    return choices.flip() ? Integer.valueOf((byte) choices.octet()) : null;
  }

  private Conformance conformance() {
    return new Conformance(choices.integer() & 0xFFFFFF);
  }

  private Apdu actionResponse(int id) {
    ActionResult result = ActionResult.of(choices.octet());
    return choices.flip()
        ? new ActionResponse.Normal(id, result, null, true)
        : new ActionResponse.Normal(id, result, choices.flip() ? result() : null);
  }

  private ActionResponse.Outcome outcome() {
    return new ActionResponse.Outcome(
        ActionResult.of(choices.octet()), choices.flip() ? result() : null);
  }

  private AccessRequest.Specification specification() {
    return switch (choices.below(5)) {
      case 0 -> new AccessRequest.Specification.Get(attribute());
      case 1 -> new AccessRequest.Specification.Set(attribute());
      case 2 -> new AccessRequest.Specification.Action(method());
      case 3 -> new AccessRequest.Specification.GetWithSelection(attribute(), anySelection());
      default -> new AccessRequest.Specification.SetWithSelection(attribute(), anySelection());
    };
  }

  private Apdu accessResponse() {
    return new AccessResponse(
        u32(),
        octets(),
        choices.flip() ? list(this::specification) : null,
        list(this::data),
        list(this::accessResult));
  }

  private AccessResponse.Result accessResult() {
    return switch (choices.below(3)) {
      case 0 -> new AccessResponse.Result.Get(dataAccessResult());
      case 1 -> new AccessResponse.Result.Set(dataAccessResult());
      default -> new AccessResponse.Result.Action(ActionResult.of(choices.octet()));
    };
  }

  private Apdu dataNotification() {
    boolean typed = choices.flip();
    byte[] dateTime = typed || choices.flip() ? new byte[12] : new byte[0];
    return new DataNotification(u32(), dateTime, data(), octets(), typed);
  }

  private VariableAccess variable() {
    return switch (choices.below(5)) {
      case 0 -> new VariableAccess.Name(u16());
      case 1 -> new VariableAccess.Parameterized(u16(), choices.octet(), data());
      case 2 -> new VariableAccess.BlockNumber(u16());
      case 3 -> new VariableAccess.ReadDataBlock(choices.flip(), u16(), octets());
      default -> new VariableAccess.WriteDataBlock(choices.flip(), u16());
    };
  }

  private ReadResponse.Result readResult() {
    return switch (choices.below(4)) {
      case 0 -> new ReadResponse.Result.Value(data());
      case 1 -> new ReadResponse.Result.Failure(dataAccessResult());
      case 2 -> new ReadResponse.Result.DataBlock(choices.flip(), u16(), octets());
      default -> new ReadResponse.Result.BlockNumber(u16());
    };
  }

  private WriteResponse.Result writeResult() {
    return switch (choices.below(3)) {
      case 0 -> new WriteResponse.Result.Success();
      case 1 -> new WriteResponse.Result.Failure(dataAccessResult());
      default -> new WriteResponse.Result.BlockNumber(u16());
    };
  }

  private Apdu informationReport() {
    return new InformationReport(
        choices.flip() ? octets() : null, list(this::variable), list(this::data));
  }

  private Apdu exception() {
    return choices.flip()
        ? new ExceptionResponse(choices.octet(), choices.below(6), null)
        : new ExceptionResponse(choices.octet(), 6, choices.flip() ? u32() : null);
  }

  private Apdu general() {
    return switch (choices.below(3)) {
      case 0 -> new GeneralGloCiphering(octets(), octets());
      case 1 -> new GeneralDedCiphering(octets(), octets());
      default ->
          new GeneralBlockTransfer(
              choices.flip(), choices.flip(), choices.below(64), u16(), u16(), octets());
    };
  }

  private Apdu generalCiphering() {
    if (choices.flip()) {
      return new GeneralSigning(
          octets(), octets(), octets(), octets(), octets(), octets(), octets());
    }
    KeyInfo key =
        switch (choices.below(4)) {
          case 0 -> null;
          case 1 -> new KeyInfo.Identified(choices.octet());
          case 2 -> new KeyInfo.Wrapped(choices.octet(), octets());
          default -> new KeyInfo.Agreed(octets(), octets());
        };
    return new GeneralCiphering(octets(), octets(), octets(), octets(), octets(), key, octets());
  }

  private int u16() {
    return choices.integer() & 0xFFFF;
  }

  private long u32() {
    return choices.integer() & 0xFFFFFFFFL;
  }

  private byte[] octets() {
    return choices.oneIn(30) ? new byte[choices.of(127, 128, 256, 70_000)] : choices.bytes(16);
  }

  private Data data() {
    return AnyData.of(choices);
  }

  private Block block() {
    return new Block(choices.flip(), u32(), octets());
  }

  private Obis name() {
    byte[] octets = new byte[6];
    byte[] taken = choices.take(6);
    System.arraycopy(taken, 0, octets, 0, taken.length);
    return Obis.read(octets, 0);
  }

  private AttributeReference attribute() {
    return new AttributeReference(u16(), name(), (byte) choices.octet());
  }

  private MethodReference method() {
    return new MethodReference(u16(), name(), (byte) choices.octet());
  }

  private Selection selection() {
    return choices.flip() ? anySelection() : null;
  }

  private Selection anySelection() {
    return switch (choices.below(3)) {
      case 0 -> new Selection.Range(captured(), data(), data(), list(this::captured));
      case 1 -> new Selection.Entries(u32(), u32(), u16(), u16());
      default -> Selection.of(choices.octet(), data());
    };
  }

  private CaptureObject captured() {
    return new CaptureObject(u16(), name(), (byte) choices.octet(), u16());
  }

  private List<Item> items() {
    return list(() -> new Item(attribute(), selection()));
  }

  private GetResult result() {
    return choices.flip() ? GetResult.of(data()) : GetResult.of(dataAccessResult());
  }

  private DataAccessResult dataAccessResult() {
    return DataAccessResult.of(choices.octet());
  }

  private <T> List<T> list(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    int count = choices.oneIn(20) ? 130 : choices.below(4);
    for (int i = 0; i < count; i++) {
      list.add(element.get());
    }
    return list;
  }
}
