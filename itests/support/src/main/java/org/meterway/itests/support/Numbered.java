/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.itests.support.Eventually.eventually;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Numbered payloads of one length, all different and of every octet, that show what was lost,
 * doubled, reordered or damaged on the way.
 *
 * @param source who sends them, such as {@code m1}
 * @param length the length of each in bytes
 */
public record Numbered(String source, int length) {
  public byte[] payload(int number) {
    byte[] payload = new byte[length];
    new Random(31L * source.hashCode() + number).nextBytes(payload);
    byte[] head = "%s#%08d;".formatted(source, number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, payload, 0, head.length);
    return payload;
  }

  /**
   * The numbers of the payloads in a stream, one behind the other.
   *
   * @throws AssertionError if a byte is not as it was sent
   */
  public List<Integer> numbers(byte[] stream) {
    assertEquals(0, stream.length % length, "the stream does not end with a whole payload");
    int prefix = source.length() + 1;
    List<Integer> numbers = new ArrayList<>();
    for (int start = 0; start < stream.length; start += length) {
      byte[] payload = Arrays.copyOfRange(stream, start, start + length);
      String head = new String(payload, 0, prefix + 8, StandardCharsets.US_ASCII);
      if (!head.matches(Pattern.quote(source + "#") + "\\d{8}")) {
        throw new AssertionError("behind " + numbers.size() + " payloads came " + head);
      }
      int number = Integer.parseInt(head.substring(prefix));
      if (!Arrays.equals(payload(number), payload)) {
        throw new AssertionError("payload " + number + " of " + source + " is damaged");
      }
      numbers.add(number);
    }
    return numbers;
  }

  /** Fails unless the stream is the payloads 0 to {@code count - 1}, each once and in order. */
  public void requireAll(int count, byte[] stream) {
    assertEquals(IntStream.range(0, count).boxed().toList(), numbers(stream));
  }

  /**
   * Waits for the last of {@code count} payloads and fails unless all have come in order. What came
   * before the head end went away may come again behind it, as far back as the head end cannot be
   * known to have stored it.
   *
   * @param before how many payloads had come before
   */
  public void requireAllAndNoneOutOfPlace(int before, int count, HeadEndServer server) {
    byte[] last = payload(count - 1);
    eventually(() -> "the last payload comes", () -> endsWith(server.received(), last));
    List<Integer> numbers = numbers(server.received());
    int repeated = numbers.size() - count;
    assertTrue(repeated >= 0 && repeated <= before, () -> "repeated or missing: " + numbers);
    List<Integer> expected = new ArrayList<>();
    IntStream.range(0, before).forEach(expected::add);
    IntStream.range(before - repeated, count).forEach(expected::add);
    assertEquals(expected, numbers);
  }

  private static boolean endsWith(byte[] stream, byte[] end) {
    int start = stream.length - end.length;
    return start >= 0 && Arrays.equals(stream, start, stream.length, end, 0, end.length);
  }
}
