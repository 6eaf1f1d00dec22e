/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.rfc1662;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.meterway.api.codec.FrameDecoder;
import org.meterway.api.codec.FrameFormat;
import org.meterway.api.codec.Layout;
import org.meterway.itests.fuzz.Choices;

/**
 * What holds for a frame decoder with any bytes, in any cuts, with silence anywhere between them.
 */
final class AnyBytes {
  private static final Rfc1662FrameCodec CODEC = new Rfc1662FrameCodec();

  /** Up to this length an input is cut at every place. */
  private static final int SHORT = 48;

  private final FrameFormat format;
  private final int[] pieces;
  private final List<Pause> pauses;
  private final byte[] payload;
  private final byte[] input;

  /** What the line's timer does at a place of the input. */
  private record Pause(int at, boolean expires) {}

  private AnyBytes(FrameFormat format, Choices choices) {
    this.format = format;
    this.pieces = new int[] {1 + choices.below(40), 1 + choices.below(40), 1 + choices.below(7)};
    int[] places = {choices.octet(), choices.octet(), choices.octet()};
    int kinds = choices.octet();
    this.payload = choices.bytes(60);
    byte[] noise = choices.rest();
    this.input = hasFrame() ? Input.join(noise, frame(), noise) : noise;
    this.pauses = new ArrayList<>();
    Arrays.sort(places);
    for (int i = 0; i < places.length && input.length > 0; i++) {
      pauses.add(new Pause(places[i] * input.length / 256, (kinds >>> i & 1) != 0));
    }
  }

  /** Checks a decoder of this format with what is left of the input. */
  static void check(FrameFormat format, Choices choices) {
    AnyBytes any = new AnyBytes(format, choices);
    any.cutsChangeNothing();
    any.cutsChangeNothingBetweenPauses();
    any.silenceEndsWhatIsPending();
  }

  private boolean hasFrame() {
    return format.layout() == Layout.METER && payload.length < format.maxInformation();
  }

  private byte[] frame() {
    return Samples.frame(format, payload);
  }

  private void cutsChangeNothing() {
    List<FrameRecorder.Found> whole =
        input.length <= SHORT
            ? Input.everyWay(format, input).found()
            : Input.whole(format, input).found();
    assertEquals(whole, Input.byteByByte(format, input).found());
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = CODEC.newDecoder(format, recorder);
    feed(decoder, 0, input.length);
    decoder.finish();
    assertEquals(whole, recorder.found());
  }

  /** The timer acts at the same places of the line, whatever the reads of the port bring. */
  private void cutsChangeNothingBetweenPauses() {
    assertEquals(withPauses(true), withPauses(false));
  }

  private List<FrameRecorder.Found> withPauses(boolean whole) {
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = CODEC.newDecoder(format, recorder);
    int at = 0;
    for (Pause pause : pauses) {
      feed(decoder, at, pause.at(), whole);
      at = pause.at();
      if (pause.expires()) {
        decoder.expire();
        assertFalse(decoder.isPending(), "pending behind a silence");
        assertEquals(at, recorder.end() + decoder.trailingFlags(), "bytes covered");
      } else {
        decoder.recover();
      }
      assertTrue(decoder.pendingPosition() <= decoder.bytes());
    }
    feed(decoder, at, input.length, whole);
    decoder.finish();
    assertEquals(input.length, recorder.end() + decoder.trailingFlags(), "bytes covered");
    return recorder.found();
  }

  /** Whatever came before: behind a silence the next frame is found. */
  private void silenceEndsWhatIsPending() {
    if (!hasFrame()) {
      return;
    }
    FrameRecorder recorder = new FrameRecorder();
    FrameDecoder decoder = CODEC.newDecoder(format, recorder);
    feed(decoder, 0, input.length);
    decoder.expire();
    byte[] frame = frame();
    decoder.decode(frame, 0, frame.length);
    List<String> frames = recorder.frames();
    assertFalse(frames.isEmpty(), "no frame behind a silence");
    assertEquals("bf" + HexFormat.of().formatHex(payload), frames.get(frames.size() - 1));
    assertFalse(decoder.isPending());
  }

  private void feed(FrameDecoder decoder, int from, int to, boolean whole) {
    if (whole) {
      decoder.decode(input, from, to - from);
    } else {
      feed(decoder, from, to);
    }
  }

  private void feed(FrameDecoder decoder, int from, int to) {
    int at = from;
    for (int i = 0; at < to; i++) {
      int count = Math.min(to - at, pieces[i % pieces.length]);
      decoder.decode(input, at, count);
      at += count;
      assertBounded(decoder);
    }
  }

  private void assertBounded(FrameDecoder decoder) {
    int longest = MeterHeader.LENGTH + format.maxInformation() + format.frameCheck().length();
    int held =
        decoder instanceof LengthFrameDecoder length
            ? length.held()
            : ((StuffedFrameDecoder) decoder).capacity();
    assertTrue(held <= longest, () -> held + " bytes are held");
  }
}
