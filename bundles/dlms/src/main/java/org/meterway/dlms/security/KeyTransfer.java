/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTag;
import org.meterway.dlms.security.CipheringException.Reason;

/**
 * The data of the methods {@code key_transfer} (2) and {@code key_agreement} (3) of Security setup,
 * class 64: an array of structures of key id (enum) and octets. The request and its response are
 * both protected by the keys in force before.
 */
public final class KeyTransfer {
  private static final int MOST_KEYS = KeyId.values().length;

  private KeyTransfer() {}

  /**
   * Wraps new keys for {@code key_transfer}.
   *
   * @param keys hold the master key
   * @param fresh the new keys; not changed, the caller wipes them
   * @return the method's parameter
   * @throws CipheringException MISSING_KEY without a master key
   */
  public static Data wrap(KeyRing keys, Map<KeyId, byte[]> fresh) throws CipheringException {
    Map<KeyId, byte[]> wrapped = new EnumMap<>(KeyId.class);
    for (Map.Entry<KeyId, byte[]> entry : fresh.entrySet()) {
      wrapped.put(entry.getKey(), KeyWrap.wrap(keys, entry.getValue()));
    }
    return encode(wrapped);
  }

  /**
   * Unwraps what {@code key_transfer} brought. Nothing is put in force: a server does that after it
   * has answered.
   *
   * @param keys hold the master key
   * @param parameter of the method
   * @return the new keys, which the caller wipes
   * @throws CipheringException MALFORMED, or INVALID_KEY when one of them was wrapped by another
   *     key or has a wrong length
   */
  public static Map<KeyId, byte[]> unwrap(KeyRing keys, Data parameter) throws CipheringException {
    Map<KeyId, byte[]> fresh = new EnumMap<>(KeyId.class);
    boolean complete = false;
    try {
      for (Map.Entry<KeyId, byte[]> entry : decode(parameter).entrySet()) {
        byte[] key = KeyWrap.unwrap(keys, entry.getValue());
        fresh.put(entry.getKey(), key);
        if (key.length != keys.suite().keyLength()) {
          throw new CipheringException(
              Reason.INVALID_KEY,
              "key of " + key.length + " octets, expected " + keys.suite().keyLength());
        }
      }
      complete = true;
      return fresh;
    } finally {
      if (!complete) {
        fresh.values().forEach(key -> Arrays.fill(key, (byte) 0));
      }
    }
  }

  /**
   * Writes key ids and their octets: wrapped keys, or the key data of {@link
   * KeyAgreement.Ephemeral}.
   *
   * @param entries the octets by key
   * @return the data of either method, request or response
   */
  public static Data encode(Map<KeyId, byte[]> entries) {
    List<Data> structures = new ArrayList<>();
    entries.forEach(
        (id, octets) ->
            structures.add(Data.structure(Data.enumeration(id.id()), Data.octets(octets))));
    return Data.array(structures);
  }

  /**
   * Reads key ids and their octets.
   *
   * @param data of either method, request or response
   * @return the octets by key
   * @throws CipheringException MALFORMED unless an array of 1 to 4 structures of enum and octet
   *     string, each key once
   */
  public static Map<KeyId, byte[]> decode(Data data) throws CipheringException {
    if (data.tag() != DataTag.ARRAY) {
      throw malformed(data.tag().words());
    }
    List<Data> structures = data.elements();
    if (structures.isEmpty() || structures.size() > MOST_KEYS) {
      throw malformed("array of " + structures.size());
    }
    Map<KeyId, byte[]> entries = new EnumMap<>(KeyId.class);
    for (Data structure : structures) {
      if (structure.tag() != DataTag.STRUCTURE || structure.elements().size() != 2) {
        throw malformed("array of other elements");
      }
      Data id = structure.elements().get(0);
      Data octets = structure.elements().get(1);
      if (id.tag() != DataTag.ENUM || octets.tag() != DataTag.OCTET_STRING) {
        throw malformed("structure of " + id.tag().words() + " and " + octets.tag().words());
      }
      KeyId key = KeyId.of((int) id.asLong());
      if (entries.put(key, octets.asBytes()) != null) {
        throw malformed("the key " + key + " twice");
      }
    }
    return entries;
  }

  private static CipheringException malformed(String found) {
    return new CipheringException(
        Reason.MALFORMED,
        "keys of Security setup: "
            + found
            + ", expected an array of 1 to 4 structures of key id (enum) and octet-string, each key once");
  }
}
