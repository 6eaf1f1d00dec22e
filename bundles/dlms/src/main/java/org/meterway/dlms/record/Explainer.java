/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.meterway.dlms.apdu.Aare;
import org.meterway.dlms.apdu.Aarq;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.ApduTag;
import org.meterway.dlms.apdu.DataNotification;
import org.meterway.dlms.apdu.InitiateRequest;
import org.meterway.dlms.apdu.Rlre;
import org.meterway.dlms.apdu.Rlrq;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.Unprotected;

/**
 * Explains the frames of an exchange, one after the other: what stands around the APDU, the APDU
 * itself, deciphered where the keys are there, and what blocks make together. Keeps what later
 * frames need of earlier ones: the system titles, the dedicated key, segments and blocks. Not
 * thread-safe.
 *
 * <p>Each frame becomes one tree ({@link JsonTree}) with at least {@code line}, {@code direction}
 * and {@code framing}; what is wrong is told in {@code error}. A notification is in {@code
 * notification}.
 */
public final class Explainer implements AutoCloseable {
  private static final int MOST_LAYERS = 4;

  private final RecordedKeys keys;
  private final Deciphering deciphering;
  private int connection = -1;
  private Side client = new Side();
  private Side server = new Side();

  /**
   * Nothing seen yet.
   *
   * @param keys those that are known; not closed with the explainer
   */
  public Explainer(RecordedKeys keys) {
    this.keys = keys;
    deciphering = new Deciphering(keys);
  }

  /** Explains a line of a recording: a tree for each frame that it holds. */
  public List<Map<String, Object>> explain(RecordedFrame line) {
    if (line.connection() != connection) {
      connection = line.connection();
      client = new Side();
      server = new Side();
      deciphering.forget();
    }
    Side side = line.isRequest() ? client : server;
    List<Map<String, Object>> trees = new ArrayList<>();
    for (FoundFrame found : side.frames.find(line.bytes())) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("line", line.line());
      tree.put("direction", line.isRequest() ? ">" : "<");
      tree.putAll(found.fields());
      if (found.apdu() != null) {
        apdu(found.apdu(), line.isRequest(), side, tree);
      }
      trees.add(tree);
    }
    return trees;
  }

  /** What one side has begun and not ended. */
  private static final class Side {
    private final FrameFinder frames = new FrameFinder();
    private final BlockAssembly blocks = new BlockAssembly();
  }

  private void apdu(byte[] bytes, boolean isRequest, Side side, Map<String, Object> tree) {
    Map<String, Object> level = tree;
    byte[] apdu = bytes;
    for (int layer = 0; apdu != null && layer < MOST_LAYERS; layer++) {
      try {
        Apdu decoded = ApduCodec.decode(apdu);
        level.putAll(ApduTree.of(decoded));
        remember(decoded, isRequest, level);
        apdu = null;
        byte[] whole = side.blocks.take(decoded, level);
        if (whole != null) {
          apdu = whole;
          level = child(level, "whole");
        } else if (ApduTag.isProtected(decoded.tag())) {
          apdu = decipher(ApduCodec.encode(decoded), isRequest, level);
          level = apdu == null ? level : child(level, "plain");
        } else if (decoded instanceof DataNotification notification) {
          tree.put("notification", notification(notification));
        }
      } catch (ApduException e) {
        level.put("apdu", ApduTag.name(apdu.length == 0 ? -1 : apdu[0] & 0xFF));
        level.put("error", e.getMessage());
        level.put("bytes", apdu);
        apdu = null;
      }
    }
  }

  private static Map<String, Object> child(Map<String, Object> level, String name) {
    Map<String, Object> child = new LinkedHashMap<>();
    level.put(name, child);
    return child;
  }

  private byte[] decipher(byte[] apdu, boolean isRequest, Map<String, Object> level) {
    try {
      Unprotected plain = deciphering.open(apdu, isRequest);
      Map<String, Object> security = child(level, "security");
      security.put(
          "protection", plain.protection().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      if (plain.invocationCounter() >= 0) {
        security.put("invocation-counter", plain.invocationCounter());
      }
      security.put("verified", plain.verified() && plain.protection().authenticates());
      if (plain.signed()) {
        security.put("signed", true);
      }
      level.remove("content");
      return plain.toByteArray();
    } catch (CipheringException e) {
      level.put("error", e.getMessage());
      return null;
    }
  }

  /**
   * Takes what the association tells of titles and keys, and shows what its user information is.
   */
  private void remember(Apdu apdu, boolean isRequest, Map<String, Object> level) {
    byte[] information = null;
    if (apdu instanceof Aarq aarq) {
      deciphering.clientTitle(aarq.callingSystemTitle());
      information = aarq.userInformation();
    } else if (apdu instanceof Aare aare) {
      deciphering.serverTitle(aare.respondingSystemTitle());
      information = aare.userInformation();
    } else if (apdu instanceof Rlrq rlrq) {
      information = rlrq.userInformation();
    } else if (apdu instanceof Rlre rlre) {
      information = rlre.userInformation();
    } else if (apdu instanceof InitiateRequest initiate && initiate.dedicatedKey() != null) {
      deciphering.dedicatedKey(initiate.dedicatedKey());
      level.put("dedicated-key", "***");
    }
    if (information != null && information.length > 0) {
      Map<String, Object> initiate = child(level, "user-information");
      apdu(information, isRequest, new Side(), initiate);
    }
  }

  /**
   * The content of a push: {@code long-invoke-id}, {@code date-time}, {@code body}, {@code
   * trailing}.
   */
  public static Map<String, Object> notification(DataNotification notification) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("long-invoke-id", "%08X".formatted(notification.longInvokeId()));
    tree.put("date-time", notification.dateTime());
    tree.put("body", notification.body());
    tree.put("trailing", notification.trailing());
    return tree;
  }

  /** Ends it; what was deciphered is wiped. */
  @Override
  public void close() {
    deciphering.close();
  }
}
