/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.SecurityErrorException;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.KeyAgreement;
import org.meterway.dlms.security.KeyId;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.KeyTransfer;

/**
 * Security setup (class 64): the policy, keys and certificates of a meter.
 *
 * <p>After keys were transferred or agreed on, the meter uses them, some only from the next
 * association on: put them into the key ring of that one.
 */
public final class SecuritySetup extends CosemObject {
  /** Class 64. */
  public static final int CLASS_ID = 64;

  /** What a key pair and its certificate are for. */
  public enum CertificateType {
    /** Signatures. */
    DIGITAL_SIGNATURE,
    /** Key agreement. */
    KEY_AGREEMENT,
    /** TLS. */
    TLS;

    static CertificateType of(Data data) {
      return values()[integer(data)];
    }
  }

  /** Whose a certificate is. */
  public enum CertificateEntity {
    /** The meter's. */
    SERVER,
    /** A client's. */
    CLIENT,
    /** An authority's. */
    CERTIFICATION_AUTHORITY,
    /** Another one's. */
    OTHER;

    static CertificateEntity of(Data data) {
      return values()[integer(data)];
    }
  }

  /**
   * A certificate that the meter has.
   *
   * @param entity whose it is
   * @param type what it is for
   * @param serialNumber the authority's number of it
   * @param issuer who issued it
   * @param subject who it speaks of
   * @param subjectAltName another name of that
   */
  public record CertificateInfo(
      CertificateEntity entity,
      CertificateType type,
      byte[] serialNumber,
      byte[] issuer,
      byte[] subject,
      byte[] subjectAltName) {
    static CertificateInfo of(Data data) {
      List<Data> part = data.elements();
      return new CertificateInfo(
          CertificateEntity.of(part.get(0)),
          CertificateType.of(part.get(1)),
          part.get(2).asBytes(),
          part.get(3).asBytes(),
          part.get(4).asBytes(),
          part.get(5).asBytes());
    }
  }

  /** A view of an object. */
  public SecuritySetup(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /**
   * What APDUs have to be protected by: up to version 0 of the class a number, from version 1 on
   * bits.
   */
  public int policy() throws IOException {
    return read(2, CosemObject::integer);
  }

  /** Which security suite holds, 0 to 2. */
  public int suite() throws IOException {
    return read(3, CosemObject::integer);
  }

  /** The system title of the client that was heard last. */
  public byte[] clientSystemTitle() throws IOException {
    return octets(4);
  }

  /** The meter's system title. */
  public byte[] serverSystemTitle() throws IOException {
    return octets(5);
  }

  /** The certificates that the meter has. */
  public List<CertificateInfo> certificates() throws IOException {
    return list(6, CertificateInfo::of);
  }

  /** Makes the policy stronger; it never becomes weaker. */
  public void activate(int policy) throws IOException {
    call(1, Data.enumeration(policy));
  }

  /**
   * Transfers keys, each wrapped by the master key.
   *
   * @param ring has the master key
   * @param keys which keys, and what they become; the caller wipes them
   */
  public void transferKeys(KeyRing ring, Map<KeyId, byte[]> keys) throws IOException {
    try {
      call(2, KeyTransfer.wrap(ring, keys));
    } catch (CipheringException e) {
      throw new SecurityErrorException("keys cannot be transferred: " + e.getMessage(), e);
    }
  }

  /**
   * Agrees on a key by ephemeral keys of both sides.
   *
   * @param ring has the client's signing key and the meter's
   * @param id which key
   * @return the key, which the caller wipes
   */
  public byte[] agreeKey(KeyRing ring, KeyId id) throws IOException {
    KeyAgreement.Ephemeral ephemeral = new KeyAgreement.Ephemeral(ring, id);
    try {
      Data returned = call(3, KeyTransfer.encode(Map.of(id, ephemeral.keyData())));
      byte[] theirs = KeyTransfer.decode(returned).get(id);
      if (theirs == null) {
        throw new SecurityErrorException(
            "no key is agreed on: the meter answers with others", null);
      }
      return ephemeral.agree(
          theirs, client().options().systemTitle(), client().serverSystemTitle());
    } catch (CipheringException e) {
      throw new SecurityErrorException("no key is agreed on: " + e.getMessage(), e);
    }
  }

  /** Makes the meter make a new key pair. */
  public void generateKeyPair(CertificateType type) throws IOException {
    call(4, Data.enumeration(type.ordinal()));
  }

  /** A request (PKCS #10, DER) for a certificate of the meter's key. */
  public byte[] generateCertificateRequest(CertificateType type) throws IOException {
    Data returned = call(5, Data.enumeration(type.ordinal()));
    return as(1, returned, Data::asBytes);
  }

  /** Gives the meter a certificate (X.509, DER). */
  public void importCertificate(byte[] certificate) throws IOException {
    call(6, Data.octets(certificate));
  }

  /** A certificate (X.509, DER) that the meter has, by whose it is. */
  public byte[] exportCertificate(
      CertificateEntity entity, CertificateType type, byte[] systemTitle) throws IOException {
    Data returned = call(7, byEntity(entity, type, systemTitle));
    return as(1, returned, Data::asBytes);
  }

  /** A certificate (X.509, DER) that the meter has, by its number. */
  public byte[] exportCertificate(byte[] serialNumber, byte[] issuer) throws IOException {
    Data returned = call(7, bySerial(serialNumber, issuer));
    return as(1, returned, Data::asBytes);
  }

  /** Makes the meter forget a certificate. */
  public void removeCertificate(CertificateEntity entity, CertificateType type, byte[] systemTitle)
      throws IOException {
    call(8, byEntity(entity, type, systemTitle));
  }

  /** Makes the meter forget a certificate. */
  public void removeCertificate(byte[] serialNumber, byte[] issuer) throws IOException {
    call(8, bySerial(serialNumber, issuer));
  }

  private static Data byEntity(CertificateEntity entity, CertificateType type, byte[] systemTitle) {
    Data options =
        Data.structure(
            Data.enumeration(entity.ordinal()),
            Data.enumeration(type.ordinal()),
            Data.octets(systemTitle));
    return Data.structure(Data.enumeration(0), options);
  }

  private static Data bySerial(byte[] serialNumber, byte[] issuer) {
    Data options = Data.structure(Data.octets(serialNumber), Data.octets(issuer));
    return Data.structure(Data.enumeration(1), options);
  }
}
