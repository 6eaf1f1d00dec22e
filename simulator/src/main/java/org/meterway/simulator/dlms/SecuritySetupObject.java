/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.KeyAgreement;
import org.meterway.dlms.security.KeyId;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.KeyTransfer;
import org.meterway.dlms.security.SecurityContext;

/**
 * Security setup (class 64, version 1): policy, keys and certificates. New keys are those of
 * associations that begin afterwards; a running one goes on with those that it has.
 */
final class SecuritySetupObject implements CosemObject {
  static final Obis NAME = Obis.of("0.0.43.0.0.255");
  private static final int KNOWN_POLICY = 0xFC;

  private final SecurityState state;
  private final Certificates certificates;

  SecuritySetupObject(SecurityState state, Certificates certificates) {
    this.state = state;
    this.certificates = certificates;
  }

  @Override
  public int classId() {
    return 64;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Obis instance() {
    return NAME;
  }

  @Override
  public int attributes() {
    return 6;
  }

  @Override
  public int methods() {
    return 8;
  }

  @Override
  public Data get(int attribute, Selection selection, Caller caller) throws ServiceException {
    return switch (attribute) {
      case 2 -> Data.enumeration(state.policy());
      case 3 -> Data.enumeration(state.keys().suite().id());
      case 4 -> Data.octets(state.clientTitle());
      case 5 -> Data.octets(state.serverTitle());
      default -> certificates.list();
    };
  }

  @Override
  public Data call(int method, Data parameters, Caller caller) throws ServiceException {
    switch (method) {
      case 1 -> activate(parameters);
      case 2 -> transfer(parameters);
      case 3 -> {
        return agree(parameters, caller);
      }
      case 4 -> certificates.generate((int) Values.number(parameters));
      case 5 -> {
        return Data.octets(certificates.request((int) Values.number(parameters)));
      }
      case 6 -> certificates.importOne(Values.bytes(parameters));
      case 7 -> {
        return Data.octets(certificates.export(parameters));
      }
      default -> certificates.remove(parameters);
    }
    return null;
  }

  /** A policy may only become stronger. */
  private void activate(Data parameters) throws ServiceException {
    int wanted = (int) Values.number(parameters);
    if ((wanted & ~KNOWN_POLICY) != 0 || (wanted & state.policy()) != state.policy()) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    state.policy(wanted);
  }

  /** All the keys or none of them. */
  private void transfer(Data parameters) throws ServiceException {
    try (KeyRing ring = state.keys().ring()) {
      set(KeyTransfer.unwrap(ring, parameters));
    } catch (CipheringException e) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
  }

  private void set(Map<KeyId, byte[]> fresh) {
    fresh.forEach(state.keys()::set);
    fresh.values().forEach(key -> Arrays.fill(key, (byte) 0));
    if (fresh.containsKey(KeyId.UNICAST_ENCRYPTION)) {
      state.renewed();
    }
  }

  /** Ephemeral keys of both sides make each new key. */
  private Data agree(Data parameters, Caller caller) throws ServiceException {
    SecurityContext context = caller.session().security();
    if (context == null) {
      throw new ServiceException(DataAccessResult.READ_WRITE_DENIED);
    }
    Map<KeyId, byte[]> answers = new EnumMap<>(KeyId.class);
    Map<KeyId, byte[]> fresh = new EnumMap<>(KeyId.class);
    try (KeyRing ring = state.keys().ring()) {
      for (Map.Entry<KeyId, byte[]> entry : KeyTransfer.decode(parameters).entrySet()) {
        KeyAgreement.Ephemeral own = new KeyAgreement.Ephemeral(ring, entry.getKey());
        answers.put(entry.getKey(), own.keyData());
        fresh.put(
            entry.getKey(),
            own.agree(entry.getValue(), context.peerSystemTitle(), state.serverTitle()));
      }
    } catch (CipheringException | IllegalArgumentException e) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    }
    set(fresh);
    return KeyTransfer.encode(answers);
  }
}
