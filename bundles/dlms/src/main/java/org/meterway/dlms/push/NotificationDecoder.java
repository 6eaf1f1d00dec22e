/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.push;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.ApduTag;
import org.meterway.dlms.apdu.CaptureObject;
import org.meterway.dlms.apdu.DataNotification;
import org.meterway.dlms.apdu.DataNotificationConfirm;
import org.meterway.dlms.apdu.EventNotification;
import org.meterway.dlms.apdu.GeneralBlockTransfer;
import org.meterway.dlms.apdu.GeneralCiphering;
import org.meterway.dlms.apdu.GeneralDedCiphering;
import org.meterway.dlms.apdu.GeneralGloCiphering;
import org.meterway.dlms.apdu.GeneralSigning;
import org.meterway.dlms.apdu.InformationReport;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.ReceivedCounters;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.Unprotected;

/**
 * Makes notifications of telegrams: puts blocks together, deciphers, and reads. A decoder serves
 * one line or connection, as its blocks belong together. Sans-I/O; not thread-safe.
 *
 * <p>Received invocation counters have to rise: a telegram that comes a second time is refused.
 * They are remembered by who makes the decoder, so that this holds over connections.
 */
public final class NotificationDecoder implements AutoCloseable {
  private static final int MOST_LAYERS = 4;
  private static final int TITLE_LENGTH = 8;
  private static final int MOST_SENDERS = 64;
  private static final long CONFIRMED = 0x4000_0000L;

  private final PushKeys keys;
  private final ReceivedCounters counters;
  private final Map<String, SecurityContext> contexts = new LinkedHashMap<>();
  private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();
  private int nextBlock = 1;
  private byte[] answer;

  /**
   * Nothing read yet.
   *
   * @param keys of the meters
   * @param counters what was received from each of them; may be shared
   */
  public NotificationDecoder(PushKeys keys, ReceivedCounters counters) {
    this.keys = keys;
    this.counters = counters;
  }

  /**
   * Takes the next telegram.
   *
   * @return null if it is one of several blocks, and more follow
   * @throws PushException if it cannot be read: ciphered without a known key, by another key,
   *     played again, or no notification at all
   */
  public Notification take(Telegram telegram) throws PushException {
    answer = null;
    Opened opened = new Opened(telegram.apdu());
    for (int layer = 0; layer <= MOST_LAYERS; layer++) {
      int tag = opened.tag();
      if (tag == ApduTag.GENERAL_BLOCK_TRANSFER) {
        byte[] whole = assemble((GeneralBlockTransfer) decode(opened.apdu));
        if (whole == null) {
          return null;
        }
        opened.apdu = whole;
      } else if (ApduTag.isProtected(tag)) {
        open(opened);
      } else {
        return notification(telegram, opened);
      }
    }
    throw new PushException("more than " + MOST_LAYERS + " layers of blocks and ciphering");
  }

  /**
   * What the meter should be answered after the last call of {@link #take}, where the line goes
   * both ways: the acknowledgement of a block, or the confirmation of a notification that asks for
   * one.
   *
   * @return an APDU, or null
   */
  public byte[] answer() {
    return answer == null ? null : answer.clone();
  }

  /** Wipes what was deciphered. */
  @Override
  public void close() {
    contexts.values().forEach(SecurityContext::close);
    contexts.clear();
  }

  /** An APDU on its way out of its envelopes. */
  private static final class Opened {
    private byte[] apdu;
    private byte[] systemTitle = {};
    private Protection protection = Protection.NONE;
    private boolean isVerified;
    private long counter = -1;

    Opened(byte[] apdu) {
      this.apdu = apdu;
    }

    int tag() {
      return apdu.length == 0 ? -1 : apdu[0] & 0xFF;
    }
  }

  private static Apdu decode(byte[] apdu) throws PushException {
    try {
      return ApduCodec.decode(apdu);
    } catch (ApduException e) {
      throw new PushException(e.getMessage(), e);
    }
  }

  private byte[] assemble(GeneralBlockTransfer block) throws PushException {
    int expected = nextBlock;
    if (block.block() == 1) {
      blocks.reset();
    } else if (block.block() != expected) {
      acknowledge(expected - 1);
      throw new PushException("block %d, expected block %d".formatted(block.block(), expected));
    }
    if (blocks.size() + block.data().length > TelegramDecoder.MAX_APDU) {
      blocks.reset();
      nextBlock = 1;
      throw new PushException(
          "blocks of more than " + TelegramDecoder.MAX_APDU + " bytes together");
    }
    blocks.writeBytes(block.data());
    nextBlock = block.block() + 1;
    if (!block.last() && block.streaming()) {
      return null;
    }
    acknowledge(block.block());
    if (!block.last()) {
      return null;
    }
    byte[] whole = blocks.toByteArray();
    blocks.reset();
    nextBlock = 1;
    return whole;
  }

  private void acknowledge(int block) {
    answer = ApduCodec.encode(new GeneralBlockTransfer(true, false, 1, 1, block, new byte[0]));
  }

  private void open(Opened opened) throws PushException {
    byte[] title = systemTitle(opened.apdu);
    if (title.length > 0) {
      opened.systemTitle = title;
    }
    SecurityContext context = context(opened.systemTitle);
    try {
      Unprotected plain = context.unprotect(opened.apdu, 0, opened.apdu.length);
      opened.apdu = plain.toByteArray();
      opened.protection = plain.protection();
      opened.isVerified =
          plain.verified() && (plain.protection().authenticates() || plain.signed());
      opened.counter = plain.invocationCounter();
    } catch (CipheringException e) {
      throw new PushException("the telegram of " + words(opened) + ": " + e.getMessage(), e);
    }
  }

  private static byte[] systemTitle(byte[] apdu) throws PushException {
    Apdu envelope = decode(apdu);
    byte[] title = {};
    if (envelope instanceof GeneralGloCiphering ciphered) {
      title = ciphered.systemTitle();
    } else if (envelope instanceof GeneralDedCiphering ciphered) {
      title = ciphered.systemTitle();
    } else if (envelope instanceof GeneralCiphering ciphered) {
      title = ciphered.originator();
    } else if (envelope instanceof GeneralSigning signed) {
      title = signed.originator();
    }
    return title;
  }

  private SecurityContext context(byte[] systemTitle) throws PushException {
    String id = HexFormat.of().withUpperCase().formatHex(systemTitle);
    SecurityContext known = contexts.get(id);
    if (known != null) {
      return known;
    }
    KeyRing ring = keys.of(systemTitle.clone());
    if (ring == null) {
      throw new PushException(
          "the telegram is ciphered, and no key is known of "
              + (id.isEmpty() ? "its sender, whose system title it does not tell" : id));
    }
    SecurityContext.Builder builder =
        SecurityContext.builder(ring, new byte[TITLE_LENGTH])
            .received(counters)
            .withoutAuthenticationKey();
    if (systemTitle.length == TITLE_LENGTH) {
      builder.peer(systemTitle);
    }
    if (contexts.size() >= MOST_SENDERS) {
      close();
    }
    SecurityContext context = builder.build();
    contexts.put(id, context);
    return context;
  }

  private static String words(Opened opened) {
    return opened.systemTitle.length == 0
        ? "an unknown system title"
        : HexFormat.of().withUpperCase().formatHex(opened.systemTitle);
  }

  private Notification notification(Telegram telegram, Opened opened) throws PushException {
    Apdu content = decode(opened.apdu);
    PushLayout layout = PushLayout.OTHER;
    List<Reading> readings = List.of();
    if (content instanceof DataNotification data) {
      layout = PushLayout.of(data.body());
      readings = layout.readings(data.body());
      if ((data.longInvokeId() & CONFIRMED) != 0 && answer == null) {
        answer = ApduCodec.encode(new DataNotificationConfirm(data.longInvokeId(), new byte[0]));
      }
    } else if (content instanceof EventNotification event) {
      CaptureObject object = CaptureObject.of(event.attribute());
      layout = PushLayout.OBJECT_LIST;
      readings = List.of(new Reading(object.instance(), object.attribute(), event.value(), null));
    } else if (!(content instanceof InformationReport)) {
      throw new PushException(
          "a telegram of "
              + ApduTag.name(content.tag())
              + ", expected a data-notification, event-notification or information-report");
    }
    return new Notification(
        telegram,
        opened.systemTitle,
        opened.protection,
        opened.isVerified,
        opened.counter,
        content,
        layout,
        readings);
  }
}
