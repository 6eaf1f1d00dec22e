/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.mbus.MbusFrame;

class TelegramDecoderTest {
  /** A data-notification with one value. */
  private static final String APDU = "0F40000000000101020309060100010700FF060000067D02020F00161B";

  private static final String HDLC = "7EA02A410883130413E6E700" + APDU + "1C057E";
  private static final String WRAPPER = "000100010010001D" + APDU;

  private final List<Telegram> telegrams = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final TelegramDecoder decoder =
      new TelegramDecoder(
          new TelegramSink() {
            @Override
            public void telegram(Telegram telegram) {
              telegrams.add(telegram);
            }

            @Override
            public void fault(String reason) {
              faults.add(reason);
            }
          });

  @Test
  void everyFramingIsRecognisedWhateverComesAtOnce() {
    for (String stream : List.of(HDLC + HDLC, WRAPPER + WRAPPER, mbus() + mbus())) {
      for (int piece : new int[] {1, 7, 1000}) {
        telegrams.clear();
        TelegramDecoderTest other = new TelegramDecoderTest();

        other.put(stream, piece);
        other.decoder.pause();

        assertEquals(List.of(), other.faults, stream);
        assertEquals(2, other.telegrams.size(), stream);
        other.telegrams.forEach(found -> assertEquals(APDU, hex(found.apdu())));
      }
    }
  }

  @Test
  void anApduWithoutFramingEndsWithAPause() {
    put(APDU, 5);
    assertEquals(List.of(), telegrams);

    decoder.pause();

    assertEquals(PushFraming.APDU, telegrams.get(0).framing());
    assertEquals(APDU, hex(telegrams.get(0).apdu()));
  }

  @Test
  void afterNoiseTheFrameIsFoundAllTheSame() {
    put("00FF68680D0A" + HDLC, 3);

    assertEquals(PushFraming.HDLC, telegrams.get(0).framing());
  }

  @Test
  void aWrongCheckSequenceIsNamed() {
    put(HDLC.replace("0000067D", "0000067E"), 1000);
    decoder.pause();

    assertEquals(List.of(), telegrams);
    assertEquals(List.of("an HDLC frame whose frame check sequence (FCS) is wrong"), faults);
  }

  @Test
  void whatIsNothingKnownIsTold() {
    put("2F4B414D0D0A", 1000);
    decoder.pause();

    assertEquals(1, faults.size());
    assertTrue(faults.get(0).startsWith("6 bytes that begin with 0x2F are neither"), faults.get(0));
  }

  @Test
  void anotherFramingIsTakenAfterAPauseOfNoFrames() {
    put(HDLC, 1000);
    put("55".repeat(9000), 1000);
    put(WRAPPER, 1000);

    assertEquals(PushFraming.HDLC, telegrams.get(0).framing());
    assertEquals(PushFraming.WRAPPER, telegrams.get(telegrams.size() - 1).framing());
  }

  @Test
  void aBrokenTelegramDoesNotHarmTheNext() {
    put(HDLC + HDLC.substring(0, 40), 1000);
    decoder.pause();
    put(HDLC, 1000);

    assertEquals(2, telegrams.size());
    assertEquals(List.of("an HDLC frame that does not come whole"), faults);
  }

  private void put(String text, int piece) {
    byte[] bytes = HexFormat.of().parseHex(text);
    for (int at = 0; at < bytes.length; at += piece) {
      decoder.put(bytes, at, Math.min(piece, bytes.length - at));
    }
  }

  private static String mbus() {
    byte[] apdu = HexFormat.of().parseHex("0167" + APDU);
    return hex(new MbusFrame(0x53, 0xFF, 0x10, apdu).encode());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
