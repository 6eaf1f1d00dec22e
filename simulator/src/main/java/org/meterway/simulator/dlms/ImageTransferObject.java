/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/**
 * Image transfer (class 18): takes an image in blocks, verifies and activates it. Some blocks may
 * be lost once, as on a broken line, and verification may take a while.
 */
public final class ImageTransferObject implements CosemObject {
  private static final Obis NAME = Obis.of("0.0.44.0.0.255");
  private static final int LARGEST_IMAGE = 64 << 20;

  /** The stages of {@code image_transfer_status}, in the order of their codes. */
  public enum Stage {
    NOT_INITIATED,
    INITIATED,
    VERIFICATION_INITIATED,
    VERIFIED,
    VERIFICATION_FAILED,
    ACTIVATION_INITIATED,
    ACTIVATED,
    ACTIVATION_FAILED
  }

  private final int blockSize;
  private final int verificationCalls;
  private final Set<Integer> lost = new HashSet<>();
  private boolean enabled = true;
  private Stage stage = Stage.NOT_INITIATED;
  private byte[] identifier = {};
  private byte[] image = {};
  private BitSet received = new BitSet();
  private int callsLeft;

  /**
   * An image transfer.
   *
   * @param blockSize the size of a block in bytes
   * @param lostBlocks the numbers of blocks that are confirmed once without being kept
   * @param verificationCalls how often verification answers that it is still at work
   */
  public ImageTransferObject(int blockSize, Set<Integer> lostBlocks, int verificationCalls) {
    if (blockSize < 1) {
      throw new IllegalArgumentException("blockSize " + blockSize + ": 1 or more would be right");
    }
    this.blockSize = blockSize;
    this.verificationCalls = verificationCalls;
    lost.addAll(lostBlocks);
  }

  /** How far the transfer is. */
  public synchronized Stage stage() {
    return stage;
  }

  /** The image as far as it has come. */
  public synchronized byte[] image() {
    return image.clone();
  }

  /** The identifier that the transfer was initiated with. */
  public synchronized byte[] identifier() {
    return identifier.clone();
  }

  @Override
  public int classId() {
    return 18;
  }

  @Override
  public int version() {
    return 0;
  }

  @Override
  public Obis instance() {
    return NAME;
  }

  @Override
  public int attributes() {
    return 7;
  }

  @Override
  public int methods() {
    return 4;
  }

  @Override
  public Access access(int attribute) {
    return attribute == 5 ? Access.READ_WRITE : Access.READ;
  }

  private int blocks() {
    return (image.length + blockSize - 1) / blockSize;
  }

  @Override
  public synchronized Data get(int attribute, Selection selection, Caller caller)
      throws ServiceException {
    return switch (attribute) {
      case 2 -> Data.unsigned32(blockSize);
      case 3 -> {
        boolean[] bits = new boolean[blocks()];
        for (int i = 0; i < bits.length; i++) {
          bits[i] = received.get(i);
        }
        yield Data.bits(bits);
      }
      case 4 -> Data.unsigned32(received.nextClearBit(0));
      case 5 -> Data.of(enabled);
      case 6 -> Data.enumeration(stage.ordinal());
      default ->
          Data.array(
              stage == Stage.VERIFIED || stage == Stage.ACTIVATED
                  ? List.of(
                      Data.structure(
                          Data.unsigned32(image.length),
                          Data.octets(identifier),
                          Data.octets(Values.sha256(image))))
                  : List.of());
    };
  }

  @Override
  public synchronized void set(int attribute, Data value, Caller caller) throws ServiceException {
    enabled = Values.bool(value);
  }

  @Override
  public synchronized Data call(int method, Data parameters, Caller caller)
      throws ServiceException {
    if (!enabled) {
      throw new ServiceException(DataAccessResult.READ_WRITE_DENIED);
    }
    switch (method) {
      case 1 -> initiate(parameters);
      case 2 -> take(parameters);
      case 3 -> verify();
      default -> activate();
    }
    return null;
  }

  private void initiate(Data parameters) throws ServiceException {
    byte[] name = Values.bytes(Values.element(parameters, 0, 2));
    long size = Values.number(Values.element(parameters, 1, 2));
    if (size < 1 || size > LARGEST_IMAGE) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    identifier = name;
    image = new byte[(int) size];
    received = new BitSet(blocks());
    callsLeft = verificationCalls;
    stage = Stage.INITIATED;
  }

  private void take(Data parameters) throws ServiceException {
    if (stage != Stage.INITIATED) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    long number = Values.number(Values.element(parameters, 0, 2));
    byte[] block = Values.bytes(Values.element(parameters, 1, 2));
    if (number < 0 || number >= blocks()) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    int at = (int) number * blockSize;
    if (block.length != Math.min(blockSize, image.length - at)) {
      throw new ServiceException(DataAccessResult.TYPE_UNMATCHED);
    }
    if (!lost.remove((int) number)) {
      System.arraycopy(block, 0, image, at, block.length);
      received.set((int) number);
    }
  }

  private void verify() throws ServiceException {
    if (stage != Stage.INITIATED && stage != Stage.VERIFICATION_INITIATED) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    if (received.cardinality() != blocks()) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    if (callsLeft-- > 0) {
      stage = Stage.VERIFICATION_INITIATED;
      throw new ServiceException(DataAccessResult.TEMPORARY_FAILURE);
    }
    stage = Stage.VERIFIED;
  }

  private void activate() throws ServiceException {
    if (stage != Stage.VERIFIED) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    stage = Stage.ACTIVATED;
  }

  @Override
  public String toString() {
    return "image " + Arrays.toString(identifier) + " " + stage;
  }
}
