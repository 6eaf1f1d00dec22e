/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The highest invocation counters that a listener has received, in a file, so that what was pushed
 * before a restart is not taken once more after it. Beside each counter stands a digest of the key
 * that it was counted with: who has other keys meanwhile begins anew. Used by one thread.
 */
final class ReceivedShelf {
  private static final int DIGEST_OCTETS = 8;
  private static final long LONGEST = 4 << 20;
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{16}) (\\d{1,10}) ([0-9a-f]{" + 2 * DIGEST_OCTETS + "})");
  private static final String CHECK = "check ";

  private final Path file;
  private SortedMap<String, Kept> kept = new TreeMap<>();

  /**
   * What is known of one sender.
   *
   * @param highest the highest counter
   * @param key a digest that tells nothing of the key
   */
  record Kept(long highest, String key) {}

  /**
   * @param file is made with the first counter
   */
  ReceivedShelf(Path file) {
    this.file = file;
  }

  /**
   * What was kept before, by system title in hex digits of lower case.
   *
   * @throws IOException if the file cannot be read or is damaged: nothing is known then
   */
  Map<String, Kept> load() throws IOException {
    kept = new TreeMap<>();
    if (Files.exists(file)) {
      kept = read();
    }
    return kept;
  }

  /** Replaces the file if something has changed; either all of it or nothing. */
  void save(SortedMap<String, Kept> current) throws IOException {
    if (current.equals(kept)) {
      return;
    }
    StringBuilder text = new StringBuilder();
    current.forEach(
        (title, each) ->
            text.append(title)
                .append(' ')
                .append(each.highest())
                .append(' ')
                .append(each.key())
                .append('\n'));
    String check = check(text.toString());
    text.append(CHECK).append(check).append('\n');
    Files.createDirectories(file.getParent());
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer octets = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
      while (octets.hasRemaining()) {
        channel.write(octets);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    kept = new TreeMap<>(current);
  }

  private SortedMap<String, Kept> read() throws IOException {
    if (Files.size(file) > LONGEST) {
      throw new IOException(file + " is damaged: longer than " + LONGEST + " bytes");
    }
    String text;
    try {
      text = Files.readString(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      return new TreeMap<>();
    }
    int end = text.lastIndexOf(CHECK);
    if (end < 0 || !text.substring(end).equals(CHECK + check(text.substring(0, end)) + "\n")) {
      throw new IOException(file + " is damaged: its check does not fit");
    }
    SortedMap<String, Kept> read = new TreeMap<>();
    for (String line : text.substring(0, end).lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches() || Long.parseLong(matcher.group(2)) > 0xFFFF_FFFFL) {
        throw new IOException(file + " is damaged: no counter is " + line);
      }
      read.put(matcher.group(1), new Kept(Long.parseLong(matcher.group(2)), matcher.group(3)));
    }
    return read;
  }

  private static String check(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    return String.format("%08X", crc.getValue());
  }

  /** Tells whether it is the same key, and nothing of it. */
  static String digest(byte[] title, byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("meterway received counter".getBytes(StandardCharsets.US_ASCII));
      digest.update(title);
      return HexFormat.of().formatHex(digest.digest(key), 0, DIGEST_OCTETS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
  }
}
