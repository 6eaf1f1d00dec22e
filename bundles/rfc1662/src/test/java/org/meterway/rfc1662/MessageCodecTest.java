/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.rfc1662.Input.hex;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageException;
import org.meterway.api.message.Value;

class MessageCodecTest {
  private static final int PARAMETERS = Message.PARAMETERS;

  private final Rfc1662MessageCodec codec = new Rfc1662MessageCodec();

  private Message decode(int protocol, String information) throws MessageException {
    byte[] bytes = Input.join(hex("aa"), hex(information), hex("aa"));
    return codec.decode(protocol, bytes, 1, bytes.length - 2);
  }

  /** Bodies that have one message, and the message that has that body. */
  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of("c0 0128", new Message.Get(0x2801)),
        Arguments.of("c0 0380", new Message.Get(0x8003)),
        Arguments.of("c0 0830", new Message.Get(0x3008)),
        Arguments.of("c0 0128 0102", new Message.Get(0x2801, OptionalInt.of(0x0102))),
        Arguments.of("c0 0380 0201", new Message.Get(0x8003, OptionalInt.of(0x0201))),
        Arguments.of("c0 0380 01ff", new Message.Parameter(0xC0, 0x8003, hex("ff"))),
        Arguments.of("c0 0380 03aabbcc", new Message.Parameter(0xC0, 0x8003, hex("aabbcc"))),
        Arguments.of(
            "c4 0128 06 0102 09 02 aabb",
            new Message.GetResponse(0x2801, 0x0102, Value.octets(hex("aabb")))),
        Arguments.of(
            "c4 0128 07 0102 06 fedcba98",
            new Message.GetResponse(
                0x2801, 0x0102, Value.number(DataType.DOUBLE_LONG_UNSIGNED, 0xFEDCBA98L))),
        Arguments.of(
            "c4 0128 0f 0102 19 07ea0b17010c000000800000",
            new Message.GetResponse(
                0x2801, 0x0102, new Value(DataType.DATE_TIME, hex("07ea0b17010c000000800000")))),
        Arguments.of("c4 0128 02 aabb", new Message.Parameter(0xC4, 0x2801, hex("aabb"))),
        Arguments.of("c4 0128 00", new Message.Parameter(0xC4, 0x2801, hex(""))),
        Arguments.of("c4 0780 01 1f", new Message.Parameter(0xC4, 0x8007, hex("1f"))),
        Arguments.of("c8 0128 01 0c", new Message.GetError(0x2801)),
        Arguments.of("c8 0380 01 0c", new Message.GetError(0x8003)),
        Arguments.of(
            "c1 0128 04 0102 11 f0",
            new Message.Set(0x2801, 0x0102, Value.number(DataType.UNSIGNED, 0xF0))),
        Arguments.of("c1 0128 04 0102 0a 00", new Message.Set(0x2801, 0x0102, Value.text(""))),
        Arguments.of("c1 0280 0101", new Message.SetData(0x8002, hex("0101"))),
        Arguments.of("c1 0128", new Message.SetData(0x2801, hex(""))),
        Arguments.of("c1 0128 04 0102 11", new Message.SetData(0x2801, hex("04010211"))),
        Arguments.of("c1 0128 05 0102 11 0001", new Message.SetData(0x2801, hex("050102110001"))),
        Arguments.of("c1 0128 04 0102 55 00", new Message.SetData(0x2801, hex("0401025500"))),
        Arguments.of("c1 0580 02 3132", new Message.Parameter(0xC1, 0x8005, hex("3132"))),
        Arguments.of("c1 0580 3132", new Message.SetData(0x8005, hex("3132"))),
        Arguments.of("c5 0128 01 00", new Message.SetResponse(0x2801, true)),
        Arguments.of("c5 0380 01 0c", new Message.SetResponse(0x8003, false)),
        Arguments.of("c2 0280 01 ec", new Message.Event(0x8002, hex("ec"))),
        Arguments.of("c2 0380 00", new Message.Event(0x8003, hex(""))),
        Arguments.of("bf 01 00", new Message.EventAcknowledgement(true)),
        Arguments.of("bf 01 0c", new Message.EventAcknowledgement(false)),
        Arguments.of("bf 02 00", new Message.Other(PARAMETERS, 0xBF, hex("0200"))),
        Arguments.of("bf", new Message.Other(PARAMETERS, 0xBF, hex(""))),
        Arguments.of("bf 0380 01 00", new Message.Other(PARAMETERS, 0xBF, hex("03800100"))),
        Arguments.of("c4 0730 02 aabb", new Message.Image(0xC4, 0x3007, hex("aabb"))),
        Arguments.of("c0 0a30 00", new Message.Image(0xC0, 0x300A, hex(""))),
        Arguments.of("c3 0930 01 aa", new Message.Image(0xC3, 0x3009, hex("aa"))),
        Arguments.of("c3 0128 01", new Message.Other(PARAMETERS, 0xC3, hex("012801"))),
        Arguments.of("c6 0128 01", new Message.Other(PARAMETERS, 0xC6, hex("012801"))),
        Arguments.of("c7 0380 01 05", new Message.Parameter(0xC7, 0x8003, hex("05"))),
        Arguments.of("55 0380 01 05", new Message.Parameter(0x55, 0x8003, hex("05"))),
        Arguments.of("55", new Message.Other(PARAMETERS, 0x55, hex(""))));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void bodyAndMessageBelongTogether(String information, Message message) throws MessageException {
    assertEquals(message, decode(PARAMETERS, information));
    byte[] bytes = hex(information);
    assertEquals(bytes[0] & 0xFF, message.command());
    assertArrayEquals(bytes, Input.join(new byte[] {bytes[0]}, codec.body(message)));
  }

  @Test
  void theLengthOctetOfAnImageIsIgnored() throws MessageException {
    assertEquals(
        new Message.Image(0xC1, 0x3008, hex("aabbcc")), decode(PARAMETERS, "c1 0830 ff aabbcc"));
  }

  @Test
  void anImageRequestMayBeLongerThanItsLengthOctetSaysAReplyNot() {
    byte[] value = new byte[300];
    byte[] body = codec.body(new Message.Image(0xC1, 0x3008, value));
    assertEquals(303, body.length);
    assertEquals(300 & 0xFF, body[2]);
    assertThrows(
        IllegalArgumentException.class, () -> codec.body(new Message.Image(0xC4, 0x3008, value)));
  }

  @Test
  void transparentDataIsThePayloadUnchanged() throws MessageException {
    Message message = decode(Message.TRANSPARENT, "bf 7e7d00");
    assertEquals(new Message.Transparent(hex("7e7d00")), message);
    assertArrayEquals(hex("7e7d00"), codec.body(message));
    assertEquals(
        new Message.Other(Message.TRANSPARENT, 0xC0, hex("01")),
        decode(Message.TRANSPARENT, "c0 01"));
    assertEquals(new Message.Other(0x2300, 0xBF, hex("01")), decode(0x2300, "bf 01"));
  }

  @ParameterizedTest
  @CsvSource({
    "0x2100, bf, the payload is empty",
    "0x2200, '', the information field is empty",
    "0x2200, c0, found an empty body",
    "0x2200, c001, found the body 01",
    "0x2200, c0012801, found the body 012801",
    "0x2200, c00380020102ff, found the body 0380020102ff",
    "0x2200, c4012805aa, found the body 012805aa",
    "0x2200, c4038002aa, found the body 038002aa",
    "0x2200, c1, found an empty body",
    "0x2200, c2012802aa, found the body 012802aa",
    "0x2200, c2, found an empty body",
    "0x2200, c501280101, found the body 01280101",
    "0x2200, c801280100, found the body 01280100",
    "0x2200, c8012801, found the body 012801",
    "0x2200, 55038002, found the body 038002"
  })
  void whatDoesNotFitIsToldWithWhatWasFound(String protocol, String information, String found) {
    MessageException exception =
        assertThrows(MessageException.class, () -> decode(Integer.decode(protocol), information));
    assertTrue(exception.getMessage().contains(found), exception.getMessage());
    assertTrue(exception.getMessage().contains("expected"), exception.getMessage());
  }

  @Test
  void valuesThatDoNotFitTheirFieldsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> codec.body(new Message.Get(0x10000)));
    assertThrows(
        IllegalArgumentException.class, () -> codec.body(new Message.Get(1, OptionalInt.of(-1))));
    assertThrows(
        IllegalArgumentException.class, () -> codec.body(new Message.Event(0x8002, new byte[256])));
    assertThrows(
        IllegalArgumentException.class,
        () -> codec.body(new Message.Set(1, 1, Value.octets(new byte[252]))));
    assertEquals(254, codec.body(new Message.Set(1, 1, Value.octets(new byte[247]))).length);
  }

  /** Whatever is read is written the same, but for an image's ignored octet. */
  @Test
  void anyBodyThatIsReadIsWrittenTheSame() {
    SplittableRandom random = new SplittableRandom(31);
    int[] parameters = {0x8003, 0x8005, 0x8002, 0x2801, 0x3006, 0x300B};
    int read = 0;
    for (int round = 0; round < 200_000; round++) {
      int parameter = parameters[random.nextInt(parameters.length)];
      int length = random.nextInt(12);
      byte[] information = Input.random(random, 4 + length);
      information[0] = (byte) (0xBF + random.nextInt(11));
      information[1] = (byte) parameter;
      information[2] = (byte) (parameter >>> 8);
      information[3] = (byte) random.nextInt(16);
      if (length > 3) {
        information[6] = random.nextBoolean() ? (byte) 0x09 : (byte) 0x12;
      }
      try {
        Message message = codec.decode(PARAMETERS, information, 0, information.length);
        byte[] body = codec.body(message);
        assertArrayEquals(
            information, Input.join(new byte[] {information[0]}, body), message::toString);
        read++;
      } catch (MessageException e) {
        assertEquals(information[0] & 0xFF, e.command());
      }
    }
    assertTrue(read > 50_000, () -> "too few bodies were good");
  }
}
