/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Layout;
import org.meterway.api.message.Message;
import org.meterway.api.message.MessageException;

/**
 * Any bytes in any cuts: no exception, every byte in one frame or fault, the same result whatever
 * the cuts, and no more held than one frame.
 *
 * <p>{@code mvn test} runs the stored inputs. To look for new ones, for a given time:
 *
 * <pre>
 * JAZZER_FUZZ=1 mvn -pl bundles/rfc1662 test \
 *     -Dtest=FrameDecoderFuzzTest#lengthFraming -Djazzer.max_duration=5m
 * </pre>
 */
class FrameDecoderFuzzTest {
  private static final Rfc1662FrameCodec CODEC = new Rfc1662FrameCodec();

  @FuzzTest(maxDuration = "3m")
  void lengthFraming(FuzzedDataProvider data) {
    FrameCheck check = data.pickValue(FrameCheck.values());
    int maxInformation = data.pickValue(new Integer[] {1, 40, 300, 65535});
    check(Samples.length(check, maxInformation), data);
  }

  @FuzzTest(maxDuration = "3m")
  void stuffedFraming(FuzzedDataProvider data) {
    Layout layout = data.pickValue(Layout.values());
    FrameCheck check = data.pickValue(FrameCheck.values());
    int accm = data.pickValue(new Integer[] {0, 0x000A0000, -1});
    int maxInformation = data.pickValue(new Integer[] {1, 40, 700});
    check(Samples.stuffed(layout, check, accm, maxInformation), data);
  }

  @FuzzTest(maxDuration = "3m")
  void messages(FuzzedDataProvider data) {
    int protocol = data.pickValue(new Integer[] {0x2100, 0x2200, 0xC021});
    byte[] information = data.consumeRemainingAsBytes();
    Rfc1662MessageCodec messages = new Rfc1662MessageCodec();
    try {
      Message message = messages.decode(protocol, information, 0, information.length);
      boolean tooLongToAnswer =
          message instanceof Message.Image image && image.value().length > 255;
      if (!tooLongToAnswer) {
        assertEquals(information.length - 1, messages.body(message).length);
      }
    } catch (MessageException e) {
      assertTrue(e.getMessage().contains("expected"), e::getMessage);
    }
  }

  private static void check(FrameFormat format, FuzzedDataProvider data) {
    int[] pieces = data.consumeInts(6);
    byte[] payload = data.consumeBytes(60);
    byte[] noise = data.consumeRemainingAsBytes();
    byte[] input = noise;
    if (format.layout() == Layout.METER && payload.length < format.maxInformation()) {
      input = Input.join(noise, Samples.frame(format, payload), noise);
    }
    FrameRecorder whole = Input.whole(format, input);
    assertEquals(whole.found(), inPieces(format, input, pieces).found());
    assertEquals(whole.found(), Input.byteByByte(format, input).found());
    expireNow(format, input);
  }

  private static FrameRecorder inPieces(FrameFormat format, byte[] input, int[] pieces) {
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = CODEC.newDecoder(format, recorder);
    int at = 0;
    for (int i = 0; at < input.length; i++) {
      int wanted = pieces.length == 0 ? 3 : pieces[i % pieces.length];
      int count = Math.min(input.length - at, Math.floorMod(wanted, 40) + 1);
      decoder.decode(input, at, count);
      at += count;
      assertBounded(format, decoder);
    }
    decoder.finish();
    return recorder;
  }

  /** Silence in the middle: nothing stays behind, and what follows is still found. */
  private static void expireNow(FrameFormat format, byte[] input) {
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = CODEC.newDecoder(format, recorder);
    decoder.decode(input, 0, input.length);
    decoder.expire();
    assertEquals(input.length, recorder.end() + decoder.trailingFlags());
    assertFalse(decoder.isPending());
  }

  private static void assertBounded(FrameFormat format, FrameDecoder decoder) {
    int longest = MeterHeader.LENGTH + format.maxInformation() + format.frameCheck().length();
    int held =
        decoder instanceof LengthFrameDecoder length
            ? length.held()
            : ((StuffedFrameDecoder) decoder).capacity();
    assertTrue(held <= longest, () -> held + " bytes are held");
  }
}
