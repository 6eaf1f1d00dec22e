/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.meterway.dlms.apdu.ActionResult;
import org.meterway.dlms.client.MethodException;
import org.meterway.dlms.data.Data;

/**
 * The whole transfer of an image: begin or resume, send the blocks that the meter does not have,
 * verify, activate. Can be begun again after any break, also with another client: what the meter
 * has is not sent again.
 */
public final class ImageUpload {
  /** Is told how far it is. */
  @FunctionalInterface
  public interface Progress {
    /** So many of so many blocks are in the meter. */
    void blocks(long transferred, long total);
  }

  private final ImageTransfer object;
  private final byte[] identifier;
  private final byte[] image;
  private Progress progress = (transferred, total) -> {};
  private Duration between = Duration.ofSeconds(2);
  private Duration patience = Duration.ofMinutes(10);

  /**
   * An upload that has not begun.
   *
   * @param identifier the image's name
   * @param image its bytes; not copied
   */
  public ImageUpload(ImageTransfer object, byte[] identifier, byte[] image) {
    this.object = Objects.requireNonNull(object, "object");
    this.identifier = identifier.clone();
    this.image = image;
    if (image.length == 0) {
      throw new IllegalArgumentException("an image without bytes");
    }
  }

  /** Who is told how far it is, after each block. */
  public ImageUpload progress(Progress listener) {
    progress = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** How long the meter may verify, and how long activate; 10 minutes if not said. */
  public ImageUpload patience(Duration longest) {
    patience = Objects.requireNonNull(longest, "longest");
    return this;
  }

  /** How long to wait before a meter that verifies or activates is asked again; 2 s if not said. */
  public ImageUpload askEvery(Duration pause) {
    between = Objects.requireNonNull(pause, "pause");
    return this;
  }

  /**
   * Sends the blocks that the meter does not have. Begins anew if the meter has nothing of this
   * image.
   *
   * @param resume whether what the meter has is of this image; else it is lost
   */
  public void transfer(boolean resume) throws IOException {
    int blockSize = object.blockSize();
    if (blockSize < 1) {
      throw new IllegalStateException("the meter says a block has " + blockSize + " bytes");
    }
    long total = (image.length + (long) blockSize - 1) / blockSize;
    if (!resume || object.status() != ImageTransfer.Status.INITIATED) {
      if (!object.enabled()) {
        object.setEnabled(true);
      }
      object.initiate(identifier, image.length);
      send(blockSize, total, null);
    } else {
      send(blockSize, total, object.transferredBlocks());
    }
    missing(blockSize, total);
  }

  private void send(int blockSize, long total, Data.BitString there) throws IOException {
    for (long number = 0; number < total; number++) {
      boolean has = there != null && number < there.length() && there.bit((int) number);
      if (!has) {
        object.transferBlock(number, block(number, blockSize));
      }
      progress.blocks(number + 1, total);
    }
  }

  /** What the meter misses all the same, as it says; each block is sent again once. */
  private void missing(int blockSize, long total) throws IOException {
    long before = -1;
    for (long number = object.firstNotTransferredBlock();
        number < total;
        number = object.firstNotTransferredBlock()) {
      if (number <= before) {
        throw new IOException(
            "the meter still misses block " + number + " of the image after it was sent again");
      }
      object.transferBlock(number, block(number, blockSize));
      before = number;
    }
  }

  private byte[] block(long number, int blockSize) {
    int from = Math.toIntExact(number * blockSize);
    return Arrays.copyOfRange(image, from, Math.min(image.length, from + blockSize));
  }

  /**
   * Has the image verified, and waits for that.
   *
   * @throws IOException if the meter finds it wrong, or does not come to an end
   */
  public void verify() throws IOException, InterruptedException {
    run(
        object::verify,
        ImageTransfer.Status.VERIFICATION_SUCCESSFUL,
        ImageTransfer.Status.VERIFICATION_FAILED,
        "verify");
  }

  /**
   * Has the image activated, and waits for that. A meter that starts anew ends the association: an
   * {@link IOException} can mean just that.
   */
  public void activate() throws IOException, InterruptedException {
    run(
        object::activate,
        ImageTransfer.Status.ACTIVATION_SUCCESSFUL,
        ImageTransfer.Status.ACTIVATION_FAILED,
        "activate");
  }

  private interface Step {
    void run() throws IOException;
  }

  /** A meter that needs longer says "temporary failure", and wants to be asked again. */
  private void run(Step step, ImageTransfer.Status end, ImageTransfer.Status failure, String what)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      begin(step);
      ImageTransfer.Status status = object.status();
      if (status == end) {
        return;
      }
      if (status == failure) {
        throw new IOException("the meter could not " + what + " the image: it says " + status);
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new IOException(
            "the meter does not come to an end to " + what + " the image within " + patience);
      }
      Thread.sleep(between.toMillis());
    }
  }

  private static void begin(Step step) throws IOException {
    try {
      step.run();
    } catch (MethodException e) {
      if (e.result() != ActionResult.TEMPORARY_FAILURE) {
        throw e;
      }
    }
  }
}
