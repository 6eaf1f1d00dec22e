/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.util.List;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Image transfer (class 18): new firmware. {@link ImageUpload} does the whole of it. */
public final class ImageTransfer extends CosemObject {
  /** Class 18. */
  public static final int CLASS_ID = 18;

  /** The logical name of a meter's image transfer. */
  public static final Obis USUAL = Obis.of("0.0.44.0.0.255");

  /** How far the meter is. */
  public enum Status {
    /** Nothing was begun. */
    NOT_INITIATED,
    /** Blocks can be sent. */
    INITIATED,
    /** The image is being verified. */
    VERIFICATION_INITIATED,
    /** The image is right. */
    VERIFICATION_SUCCESSFUL,
    /** The image is wrong. */
    VERIFICATION_FAILED,
    /** The image is being activated. */
    ACTIVATION_INITIATED,
    /** The image is in force. */
    ACTIVATION_SUCCESSFUL,
    /** The image could not be activated. */
    ACTIVATION_FAILED;

    static Status of(Data data) {
      return values()[integer(data)];
    }
  }

  /**
   * An image that can be activated.
   *
   * @param size in bytes
   * @param identifier its name
   * @param signature the manufacturer's
   */
  public record Image(long size, byte[] identifier, byte[] signature) {
    static Image of(Data data) {
      List<Data> part = data.elements();
      return new Image(part.get(0).asLong(), part.get(1).asBytes(), part.get(2).asBytes());
    }
  }

  /** A view of an object. */
  public ImageTransfer(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** The length of a block, in bytes. */
  public int blockSize() throws IOException {
    return read(2, CosemObject::integer);
  }

  /** Which blocks the meter has: a bit for each. */
  public Data.BitString transferredBlocks() throws IOException {
    return read(
        3,
        data -> {
          if (data instanceof Data.BitString bits) {
            return bits;
          }
          throw new IllegalArgumentException("not a bit-string but a " + data.tag().words());
        });
  }

  /** The number of the first block that the meter does not have, from 0 on. */
  public long firstNotTransferredBlock() throws IOException {
    return number(4);
  }

  /** Whether images are taken at all. */
  public boolean enabled() throws IOException {
    return bool(5);
  }

  /** Says whether images are taken at all. */
  public void setEnabled(boolean enabled) throws IOException {
    set(5, Data.of(enabled));
  }

  /** How far the meter is. */
  public Status status() throws IOException {
    return read(6, Status::of);
  }

  /** The images that can be activated. */
  public List<Image> images() throws IOException {
    return list(7, Image::of);
  }

  /** Begins with a new image; what there was of another one is lost. */
  public void initiate(byte[] identifier, long size) throws IOException {
    call(1, Data.structure(Data.octets(identifier), Data.unsigned32(size)));
  }

  /** Sends a block; the last one may be shorter than the others. */
  public void transferBlock(long number, byte[] block) throws IOException {
    call(2, Data.structure(Data.unsigned32(number), Data.octets(block)));
  }

  /** Begins to verify the image. */
  public void verify() throws IOException {
    call(3, Data.int8(0));
  }

  /** Begins to activate the image. */
  public void activate() throws IOException {
    call(4, Data.int8(0));
  }
}
