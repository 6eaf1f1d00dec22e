/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.security.SecuritySuite;

/**
 * The certificates of a security setup, and the key pairs that they are for. A client's certificate
 * that is imported gives the public key that its signatures are verified with.
 */
final class Certificates {
  private static final int MOST = 32;
  private static final int SIGNING = 0;
  private static final int AGREEMENT = 1;
  private static final int DIGITAL_SIGNATURE_BIT = 0;
  private static final int KEY_AGREEMENT_BIT = 4;

  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;
  private static final int BIT_STRING = 0x03;
  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final byte[] NO_ATTRIBUTES = {(byte) 0xA0, 0};
  private static final byte[] COMMON_NAME = {6, 3, 0x55, 4, 3};
  private static final byte[] ECDSA_WITH_SHA256 = HexFormat.of().parseHex("06082A8648CE3D040302");
  private static final byte[] ECDSA_WITH_SHA384 = HexFormat.of().parseHex("06082A8648CE3D040303");

  /** Who a certificate is of, in the order of the codes. */
  private enum Entity {
    SERVER,
    CLIENT,
    AUTHORITY,
    OTHER
  }

  private final MeterKeys keys;
  private final String serverName;
  private final List<X509Certificate> certificates = new ArrayList<>();

  Certificates(MeterKeys keys, byte[] serverTitle) {
    this.keys = keys;
    serverName = HexFormat.of().withUpperCase().formatHex(serverTitle);
  }

  private static ServiceException refused() {
    return new ServiceException(DataAccessResult.OTHER_REASON);
  }

  synchronized Data list() {
    List<Data> list = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      list.add(
          Data.structure(
              Data.enumeration(entity(certificate).ordinal()),
              Data.enumeration(type(certificate)),
              Data.octets(certificate.getSerialNumber().toByteArray()),
              Data.octets(certificate.getIssuerX500Principal().getEncoded()),
              Data.octets(certificate.getSubjectX500Principal().getEncoded()),
              Data.octets()));
    }
    return Data.array(list);
  }

  private static int type(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && usage[DIGITAL_SIGNATURE_BIT]) {
      return SIGNING;
    }
    return usage != null && usage[KEY_AGREEMENT_BIT] ? AGREEMENT : 3;
  }

  private Entity entity(X509Certificate certificate) {
    if (certificate.getBasicConstraints() >= 0) {
      return Entity.AUTHORITY;
    }
    return names(certificate, serverName) ? Entity.SERVER : Entity.CLIENT;
  }

  private static boolean names(X509Certificate certificate, String title) {
    String subject = certificate.getSubjectX500Principal().getName().toUpperCase(Locale.ROOT);
    return subject.contains(title);
  }

  synchronized void importOne(byte[] encoded) throws ServiceException {
    X509Certificate certificate;
    try {
      certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw refused();
    }
    if (certificates.size() == MOST || certificates.contains(certificate)) {
      throw refused();
    }
    certificates.add(certificate);
    if (entity(certificate) == Entity.CLIENT) {
      if (type(certificate) == SIGNING) {
        keys.clientSigning(certificate.getPublicKey());
      } else if (type(certificate) == AGREEMENT) {
        keys.clientAgreement(certificate.getPublicKey());
      }
    }
  }

  synchronized byte[] export(Data identification) throws ServiceException {
    try {
      return find(identification).getEncoded();
    } catch (CertificateEncodingException e) {
      throw refused();
    }
  }

  synchronized void remove(Data identification) throws ServiceException {
    certificates.remove(find(identification));
  }

  /** By entity, type and system title, or by serial number and issuer. */
  private X509Certificate find(Data identification) throws ServiceException {
    long kind = Values.number(Values.element(identification, 0, 2));
    Data options = Values.element(identification, 1, 2);
    for (X509Certificate certificate : certificates) {
      if (kind == 0 ? isOf(certificate, options) : isNumbered(certificate, options)) {
        return certificate;
      }
    }
    throw new ServiceException(DataAccessResult.OBJECT_UNDEFINED);
  }

  private boolean isOf(X509Certificate certificate, Data options) throws ServiceException {
    byte[] title = Values.bytes(Values.element(options, 2, 3));
    return Values.number(Values.element(options, 0, 3)) == entity(certificate).ordinal()
        && Values.number(Values.element(options, 1, 3)) == type(certificate)
        && names(certificate, HexFormat.of().withUpperCase().formatHex(title));
  }

  private static boolean isNumbered(X509Certificate certificate, Data options)
      throws ServiceException {
    return Arrays.equals(
            Values.bytes(Values.element(options, 0, 2)),
            certificate.getSerialNumber().toByteArray())
        && Arrays.equals(
            Values.bytes(Values.element(options, 1, 2)),
            certificate.getIssuerX500Principal().getEncoded());
  }

  /** Makes a new key pair for signing or for key agreement. */
  void generate(int type) throws ServiceException {
    if (!keys.suite().hasPublicKeys() || type != SIGNING && type != AGREEMENT) {
      throw refused();
    }
    KeyPair pair = generate(keys.suite());
    if (type == SIGNING) {
      keys.signing(pair);
    } else {
      keys.agreement(pair);
    }
  }

  static KeyPair generate(SecuritySuite suite) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(
          new ECGenParameterSpec(suite == SecuritySuite.SUITE_2 ? "secp384r1" : "secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request (PKCS 10) for a certificate of a key pair, with the system title as common name. */
  byte[] request(int type) throws ServiceException {
    KeyPair pair = type == SIGNING ? keys.signing() : type == AGREEMENT ? keys.agreement() : null;
    if (pair == null) {
      throw refused();
    }
    byte[] name = tagged(0x0C, serverName.getBytes(StandardCharsets.UTF_8));
    byte[] subject = tagged(SEQUENCE, tagged(SET, tagged(SEQUENCE, COMMON_NAME, name)));
    byte[] info =
        tagged(SEQUENCE, VERSION_0, subject, pair.getPublic().getEncoded(), NO_ATTRIBUTES);
    boolean longer = keys.suite() == SecuritySuite.SUITE_2;
    try {
      Signature signature = Signature.getInstance(longer ? "SHA384withECDSA" : "SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(info);
      byte[] algorithm = tagged(SEQUENCE, longer ? ECDSA_WITH_SHA384 : ECDSA_WITH_SHA256);
      return tagged(SEQUENCE, info, algorithm, tagged(BIT_STRING, new byte[1], signature.sign()));
    } catch (GeneralSecurityException e) {
      throw refused();
    }
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    DataWriter out = new DataWriter(length + 8).put8(tag).putLength(length);
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.toByteArray();
  }
}
