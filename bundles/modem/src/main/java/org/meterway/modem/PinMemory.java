/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Remembers on disk which PIN was entered into which SIM card, and what became of it, so that no
 * wrong PIN is entered twice: after three the card wants its PUK.
 *
 * <p>A PIN that was never accepted is entered once. One that was accepted before is entered at each
 * start of the card, and once more where the gateway died before it knew what became of it. One
 * that was refused is not entered any more. The note is written, and on the disk, before the PIN
 * goes to the card. Not thread-safe.
 */
final class PinMemory {
  private static final int ROUNDS = 20_000;
  private static final int DIGEST_BITS = 128;
  private static final int REFUSED = 9;
  private static final int MOST_UNDECIDED = 2;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /**
   * @param accepted whether the card has taken it before
   * @param undecided entries since then of which it is not known what became
   */
  private record Note(boolean accepted, int undecided) {}

  private final Path folder;

  /**
   * @param folder is made when it is needed
   */
  PinMemory(Path folder) {
    this.folder = folder;
  }

  /**
   * Whether the PIN may be entered.
   *
   * @param card the number of the card
   */
  boolean permits(String card, Pin pin) throws IOException {
    Note note = read(file(card, pin));
    return note.undecided == 0 || note.accepted && note.undecided < MOST_UNDECIDED;
  }

  /** It is about to be entered; on the disk when this returns. */
  void entering(String card, Pin pin) throws IOException {
    Path file = file(card, pin);
    Note note = read(file);
    write(file, new Note(note.accepted, note.undecided + 1));
  }

  /** The card was busy and has not seen it. */
  void withdrawn(String card, Pin pin) throws IOException {
    Path file = file(card, pin);
    Note note = read(file);
    write(file, new Note(note.accepted, Math.max(0, note.undecided - 1)));
  }

  void accepted(String card, Pin pin) throws IOException {
    write(file(card, pin), new Note(true, 0));
  }

  void refused(String card, Pin pin) throws IOException {
    write(file(card, pin), new Note(false, REFUSED));
  }

  /** Where it is noted: what a user deletes to have the PIN entered again. */
  Path file(String card, Pin pin) {
    return folder.resolve("pin-" + digest(card, pin));
  }

  /** Of few digits it is no secret for long, but nobody reads it in passing. */
  private static String digest(String card, Pin pin) {
    PBEKeySpec key =
        new PBEKeySpec(
            pin.digits().toCharArray(),
            ("meterway " + card).getBytes(StandardCharsets.UTF_8),
            ROUNDS,
            DIGEST_BITS);
    try {
      byte[] digest =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(key).getEncoded();
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // Each Java has it.
    } finally {
      key.clearPassword();
    }
  }

  private static Note read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return new Note(false, 0);
    }
    // What cannot be read may have been entered.
    if (!text.matches("(accepted|new) [0-9]")) {
      return new Note(false, REFUSED);
    }
    return new Note(text.startsWith("accepted"), text.charAt(text.length() - 1) - '0');
  }

  private static void protect(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null) { // A file system such as FAT has no permissions.
      view.setPermissions(OWNER_ONLY);
    }
  }

  private void write(Path file, Note note) throws IOException {
    Files.createDirectories(folder);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    String text = (note.accepted ? "accepted " : "new ") + note.undecided + "\n";
    try (FileChannel channel =
        FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      protect(fresh);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
