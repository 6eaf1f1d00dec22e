/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.apdu.GetResponseView.Kind;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataWriter;
import org.meterway.itests.fuzz.Allocation;

/** GET responses, looked at where they lie. */
class GetResponseViewTest {
  private final GetResponseView view = new GetResponseView();

  @Test
  void showsAValue() throws ApduException, DataException {
    assertEquals(Kind.DATA, read(new GetResponse.Normal(0xC1, GetResult.of(Data.unsigned32(7)))));
    assertEquals(0xC1, view.invokeId());
    view.data().next();
    assertEquals(7, view.data().longValue());
  }

  @Test
  void showsWhyThereIsNone() throws ApduException {
    assertEquals(
        Kind.FAILURE,
        read(new GetResponse.Normal(1, GetResult.of(DataAccessResult.OBJECT_UNDEFINED))));
    assertEquals(DataAccessResult.OBJECT_UNDEFINED, view.reason());
  }

  @Test
  void showsABlock() throws ApduException {
    byte[] raw = new byte[300];
    raw[0] = 1;
    byte[] apdu = ApduCodec.encode(new GetResponse.WithDataBlock(1, true, 0xFFFFFFFFL, raw));

    assertEquals(Kind.BLOCK, view.read(apdu, 0, apdu.length));
    assertTrue(view.isLast());
    assertEquals(0xFFFFFFFFL, view.block());
    assertEquals(300, view.length());
    assertEquals(-1, Arrays.mismatch(raw, Arrays.copyOfRange(apdu, view.offset(), apdu.length)));
    assertEquals(
        Kind.BLOCK_FAILURE,
        read(new GetResponse.WithDataBlock(1, false, 2, DataAccessResult.LONG_GET_ABORTED)));
    assertEquals(DataAccessResult.LONG_GET_ABORTED, view.reason());
  }

  @Test
  void showsThatThereIsAListAsLongAsItSays() throws ApduException {
    byte[] apdu =
        ApduCodec.encode(
            new GetResponse.WithList(
                1, List.of(GetResult.of(Data.unsigned8(5)), GetResult.of(Data.nullData()))));

    assertEquals(Kind.LIST, view.read(apdu, 0, apdu.length));
    assertThrows(ApduException.class, () -> view.read(apdu, 0, apdu.length - 3));
  }

  @Test
  void leavesOthersToTheCodec() throws ApduException {
    assertEquals(Kind.OTHER, read(new ExceptionResponse(1, 1, null)));
    assertEquals(Kind.OTHER, view.read(new byte[0], 0, 0));
  }

  @Test
  void aReadingOfOneRegisterTakesNoMemoryToSpeakOf() {
    AttributeReference register = AttributeReference.of("3:1.0.1.8.0.255:2");
    byte[] response =
        ApduCodec.encode(new GetResponse.Normal(0xC1, GetResult.of(Data.unsigned32(12345678))));
    DataWriter out = new DataWriter();
    long[] sum = new long[1];
    Runnable light =
        () -> {
          out.reset();
          ApduCodec.encode(new GetRequest.Normal(0xC1, register), out);
          sum[0] += valueOf(response);
        };
    Runnable whole =
        () -> {
          out.reset();
          ApduCodec.encode(new GetRequest.Normal(0xC1, register), out);
          sum[0] += decoded(response).asLong();
        };
    for (int i = 0; i < 200; i++) {
      light.run();
      whole.run();
    }

    assertTrue(perRun(light) <= 64, () -> perRun(light) + " bytes with the view");
    assertTrue(perRun(whole) <= 400, () -> perRun(whole) + " bytes with records");
  }

  private static long perRun(Runnable work) {
    return Allocation.of(
            () -> {
              for (int i = 0; i < 100; i++) {
                work.run();
              }
            })
        / 100;
  }

  private long valueOf(byte[] response) {
    try {
      view.read(response, 0, response.length);
      view.data().next();
      return view.data().longValue();
    } catch (ApduException | DataException e) {
      throw new AssertionError(e);
    }
  }

  private static Data decoded(byte[] response) {
    try {
      return ((GetResponse.Normal) ApduCodec.decode(response)).result().data();
    } catch (ApduException e) {
      throw new AssertionError(e);
    }
  }

  private Kind read(Apdu apdu) throws ApduException {
    byte[] bytes = ApduCodec.encode(apdu);
    return view.read(bytes, 0, bytes.length);
  }
}
