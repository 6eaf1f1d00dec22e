/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Selection;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.KeyAgreement;
import org.meterway.dlms.security.KeyId;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.KeyWrap;

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
    Map<KeyId, byte[]> fresh = new EnumMap<>(KeyId.class);
    try (KeyRing ring = state.keys().ring()) {
      for (Data entry : Values.array(parameters)) {
        KeyId id = KeyId.of((int) Values.number(Values.element(entry, 0, 2)));
        byte[] wrapped = Values.bytes(Values.element(entry, 1, 2));
        fresh.put(id, KeyWrap.unwrap(ring, wrapped));
      }
      set(fresh);
    } catch (CipheringException | IllegalArgumentException e) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    } finally {
      fresh.values().forEach(key -> Arrays.fill(key, (byte) 0));
    }
  }

  private void set(Map<KeyId, byte[]> fresh) {
    int length = state.keys().suite().keyLength();
    if (fresh.values().stream().anyMatch(key -> key.length != length)) {
      throw new IllegalArgumentException("a key of another length");
    }
    fresh.forEach(state.keys()::set);
    if (fresh.containsKey(KeyId.UNICAST_ENCRYPTION)) {
      state.renewed();
    }
  }

  private static byte[] title(Caller caller) {
    return caller.session().security() == null
        ? new byte[0]
        : caller.session().security().peerSystemTitle();
  }

  /** Ephemeral keys of both sides make each new key. */
  private Data agree(Data parameters, Caller caller) throws ServiceException {
    List<Data> entries = Values.array(parameters);
    Data[] answers = new Data[entries.size()];
    Map<KeyId, byte[]> fresh = new EnumMap<>(KeyId.class);
    try (KeyRing ring = state.keys().ring()) {
      for (int i = 0; i < answers.length; i++) {
        KeyId id = KeyId.of((int) Values.number(Values.element(entries.get(i), 0, 2)));
        byte[] theirs = Values.bytes(Values.element(entries.get(i), 1, 2));
        KeyAgreement.Ephemeral own = new KeyAgreement.Ephemeral(ring, id);
        answers[i] = Data.structure(Data.enumeration(id.id()), Data.octets(own.keyData()));
        fresh.put(id, own.agree(theirs, title(caller), state.serverTitle()));
      }
      set(fresh);
      return Data.array(answers);
    } catch (CipheringException | IllegalArgumentException e) {
      throw new ServiceException(DataAccessResult.OTHER_REASON);
    } finally {
      fresh.values().forEach(key -> Arrays.fill(key, (byte) 0));
    }
  }
}
