/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.dlms.security.Recording.hex;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.security.CipheringException.Reason;

/**
 * Keys that are agreed on, against the numbers of the Green Book's annex C, and between two sides.
 */
class KeyAgreementTest {
  private static final SecuritySuite SUITE = SecuritySuite.SUITE_1;
  private static final byte[] CLIENT = hex("4D4D4D0000BC614E");
  private static final byte[] SERVER = hex("4D4D4D0000000001");
  private static final byte[] NONE = {};
  private static final byte[] CLIENT_SIGNING_KEY =
      hex(
          "BAAFFDE06A8CB1C9DAE8D94023C601DBBB249254BA22EDD827E820BCA2BCC643"
              + "62FBB83D86A82B87BB8B7161D2AAB5521911A946B97A284A90F7785CD9047D25");
  private static final byte[] SERVER_SIGNING_KEY =
      hex(
          "933ACF15B03A9248E029B2787FB52A0AECAF635F07C42A0019FB3197E38F8F54"
              + "9A125EA36781B0CA96BE89A0E1FE2CF9B7361ED48B3C5E24592B9C0F4EDD31D1");

  private static final byte[] SERVER_AGREEMENT_KEY =
      hex(
          "A653565B0E06070BAE9FBE140A5D2156812AEE2DD525053E3EFC850BF13BFDFF"
              + "CB240BC7B77BFF5883344E7275908D2287BEFA3725017295A096989D2338290B");

  /** Table C.2: the client's ephemeral key and the server's static one. */
  @Test
  void onePassOfTheGreenBook() throws CipheringException {
    PrivateKey ephemeral =
        EcKeys.privateKey(
            SUITE, hex("47DAB03842E5B6E74828EF4F449B378D7DD1A5DAE1FFCA5AE0B0BE0AD18EC57E"));
    PublicKey fixed = EcKeys.publicKey(SUITE, SERVER_AGREEMENT_KEY);

    assertArrayEquals(
        hex("0D4385BA0DD756CBCAB9887EB538396EE8F090A14C1079B4359F115B977F4615"),
        KeyAgreement.secret(ephemeral, fixed));
    assertArrayEquals(
        hex("59A71FD81C929A86A99438DA17A66C05"),
        KeyAgreement.onePass(SUITE, ephemeral, fixed, CLIENT, SERVER));
  }

  /**
   * Table C.2, the answer: only its secret is published, the key follows from the same function.
   */
  @Test
  void onePassOfTheGreenBookInTheOtherDirection() throws CipheringException {
    byte[] secret = hex("2B4302DC49790E2E78D990CFB52ED6E2F273DECE441A2D95E4301B93812A9FAC");
    assertArrayEquals(
        hex("F0184BDA9466BFA4601A64A7EF46504A"),
        KeyAgreement.derive(SUITE, secret, false, SERVER, NONE, CLIENT));
    assertArrayEquals(new byte[32], secret, "the secret is wiped");
  }

  /** Table C.3: static keys of both, and the transaction id. */
  @Test
  void staticUnifiedOfTheGreenBook() throws CipheringException {
    PrivateKey own =
        EcKeys.privateKey(
            SUITE, hex("A51C16FF5C498FCC89323D4A9267CD71BF81FD6F6A891CD240DA7F3D6F283E65"));

    byte[] key =
        KeyAgreement.staticUnified(
            SUITE,
            own,
            EcKeys.publicKey(SUITE, SERVER_AGREEMENT_KEY),
            CLIENT,
            hex("0102030405060708"),
            SERVER);

    assertArrayEquals(hex("56C46B57DF675515C31025455822514A"), key);
  }

  /** Table C.1: signatures over key id and ephemeral key, and the shared secret. */
  @Test
  void ephemeralUnifiedOfTheGreenBook() throws CipheringException {
    byte[] ephemeral =
        hex(
            "2914D60E10AB705F62ED6CC349D7CB99B9AB3F3978E59278C7AF595B3AF98794"
                + "1372DAB6D5AF1FA867E134167E6F23DE664A6693E05F43414611058D1B48F894");
    byte[] signature =
        hex(
            "06F0607702AA0E2435A183E2F6B1ECD19629712E389A213610C03F77B2590860"
                + "EA840AF5C3FA1F2BCDF055D4744E9A01CE9A0E55026BCAA4EEBEB764CED64BB3");
    byte[] point =
        hex(
            "95F41066009B185B074F5FFFF736B71C325FCADB2BC0CF1A4F4B17BBE7AB81D6"
                + "2946506BC8169C7B539B39A5D8463787F449C9BD2583FA67A1075B0DBFC638BA");
    PrivateKey server =
        EcKeys.privateKey(
            SUITE, hex("34A8C23A34DBB519D09B245754C85A6CFE05D14A063EFA5AA41545AA8241EFAE"));
    assertArrayEquals(
        hex("C1CF8FE7891AEF3617D7190795E61FE6C24EFC3CCA2E08469BAD1A225CE6EA08"),
        KeyAgreement.secret(server, EcKeys.publicKey(SUITE, ephemeral)));
    try (KeyRing keys = new KeyRing(SUITE)) {
      keys.peerSigningKey(EcKeys.publicKey(SUITE, CLIENT_SIGNING_KEY));
      KeyAgreement.Ephemeral side =
          new KeyAgreement.Ephemeral(
              keys, KeyId.UNICAST_ENCRYPTION, new KeyPair(EcKeys.publicKey(SUITE, point), server));

      byte[] key = side.agree(joined(ephemeral, signature), CLIENT, SERVER);

      // What follows from the algorithm id 60 85 74 05 08 03 00 that the other two tables have.
      assertArrayEquals(hex("C5F4512846EDE51CFB8CCF59F08A694E"), key);
    }
  }

  /** Table C.2: one-pass signs the ephemeral key alone. */
  @Test
  void signaturesOfTheGreenBookCoverTheEphemeralKeyAlone() throws CipheringException {
    byte[] ofClient =
        hex(
            "C323C2BD45711DE4688637D919F92E9DB8FB2DFC213A88D21C9DC8DCBA917D81"
                + "70511DE1BADB360D50058F794B0960AE11FA28D392CFF907A62D13E3357B1DC0");
    byte[] signatureOfClient =
        hex(
            "B51BE089D0B682863B2217201E73A1A9031968A9B4121DCBC3281A69739AF874"
                + "29F5B3AC5471E7B6A04A2C0F2F8A25FD772A317DF97FC5463FEAC248EB8AB8BE");
    byte[] ofServer =
        hex(
            "6439724714B47CD9CB988897D8424AB946DCD083D37A954637616011B9C23787"
                + "73295F0F850D8DAFD1BBE9FE666E53E4F097CD10B38B69622152724A90987444");
    byte[] signatureOfServer =
        hex(
            "E1FF47974A1F6931A6502F58147463F0E8CC517D47F55B0AC56DD8AC5C9D0E48"
                + "1934F2D90F9893016BD82B6E3FFE21FF1588F3278B4E9D98EB4FB62ADD64B380");
    PublicKey client = EcKeys.publicKey(SUITE, CLIENT_SIGNING_KEY);
    PublicKey server = EcKeys.publicKey(SUITE, SERVER_SIGNING_KEY);

    assertTrue(Signatures.verify(SUITE, client, signatureOfClient, ofClient));
    assertTrue(Signatures.verify(SUITE, server, signatureOfServer, ofServer));
    assertFalse(Signatures.verify(SUITE, server, signatureOfClient, ofClient));
  }

  @Test
  void signsWithAPublishedKeyWhatItsPublicKeyVerifies() throws CipheringException {
    PrivateKey key =
        EcKeys.privateKey(
            SUITE, hex("418073C239FA6125011DE4D6CD2E645780289F761BB21BFB0835CB5585E8B373"));
    byte[] signature = Signatures.sign(SUITE, key, CLIENT, SERVER);
    assertEquals(64, signature.length);
    assertTrue(
        Signatures.verify(
            SUITE, EcKeys.publicKey(SUITE, CLIENT_SIGNING_KEY), signature, CLIENT, SERVER));
  }

  /** Suite B Implementer's Guide to FIPS 186-3, P-384. */
  @Test
  void verifiesThePublishedSignatureOfSuite2() throws CipheringException {
    SecuritySuite suite = SecuritySuite.SUITE_2;
    PublicKey key =
        EcKeys.publicKey(
            suite,
            hex(
                "1FBAC8EEBD0CBF35640B39EFE0808DD774DEBFF20A2A329E91713BAF7D7F3C3E"
                    + "81546D883730BEE7E48678F857B02CA0EB213103BD68CE343365A8A4C3D4555F"
                    + "A385F5330203BDD76FFAD1F3AFFB95751C132007E1B240353CB0A4CF1693BDF9"));
    byte[] text =
        hex(
            "54686973206973206F6E6C7920612074657374206D6573736167652E20497420"
                + "6973203438206279746573206C6F6E67");
    byte[] signature =
        hex(
            "A0C27EC893092DEA1E1BD2CCFED3CF945C8134ED0C9F81311A0F4A05942DB8DB"
                + "ED8DD59F267471D5462AA14FE72DE85620AB3F45B74F10B6E11F96A2C8EB694D"
                + "206B9DDA86D3C7E331C26B22C987B7537726577667ADADF168EBBE803794A402");
    assertTrue(Signatures.verify(suite, key, signature, text));
    signature[95] ^= 1;
    assertFalse(Signatures.verify(suite, key, signature, text));
  }

  @ParameterizedTest
  @EnumSource(
      value = SecuritySuite.class,
      names = {"SUITE_1", "SUITE_2"})
  void clientAndServerAgreeThroughSecuritySetup(SecuritySuite suite) throws Exception {
    try (Sides sides = new Sides(suite)) {
      for (KeyId id : KeyId.values()) {
        KeyAgreement.Ephemeral client = new KeyAgreement.Ephemeral(sides.client, id);
        KeyAgreement.Ephemeral server = new KeyAgreement.Ephemeral(sides.server, id);
        Data request = KeyTransfer.encode(Map.of(id, client.keyData()));
        Data response = KeyTransfer.encode(Map.of(id, server.keyData()));

        byte[] ofServer = server.agree(KeyTransfer.decode(request).get(id), CLIENT, SERVER);
        byte[] ofClient = client.agree(KeyTransfer.decode(response).get(id), CLIENT, SERVER);

        assertArrayEquals(ofServer, ofClient);
        assertEquals(suite.keyLength(), ofClient.length);
        sides.client.set(id, ofClient);
        byte[] again = KeyTransfer.decode(response).get(id);
        assertThrows(IllegalStateException.class, () -> client.agree(again, CLIENT, SERVER));
      }
    }
  }

  @Test
  void refusesAnEphemeralKeyOfAnother() throws Exception {
    try (Sides sides = new Sides(SUITE)) {
      KeyAgreement.Ephemeral client = new KeyAgreement.Ephemeral(sides.client, KeyId.MASTER);
      byte[] data = new KeyAgreement.Ephemeral(sides.server, KeyId.MASTER).keyData();
      byte[] forOtherKey = new KeyAgreement.Ephemeral(sides.server, KeyId.AUTHENTICATION).keyData();
      byte[] reflected = client.keyData();
      byte[] changed = data.clone();
      changed[0] ^= 1;

      assertReason(Reason.SIGNATURE_FAILED, () -> client.agree(changed, CLIENT, SERVER));
      assertReason(Reason.SIGNATURE_FAILED, () -> client.agree(forOtherKey, CLIENT, SERVER));
      assertReason(Reason.SIGNATURE_FAILED, () -> client.agree(reflected, CLIENT, SERVER));
      byte[] half = Arrays.copyOf(data, 64);
      assertReason(Reason.INVALID_KEY, () -> client.agree(half, CLIENT, SERVER));
    }
  }

  @Test
  void refusesPointsThatAreNotOnTheCurve() {
    byte[] point = CLIENT_SIGNING_KEY.clone();
    point[63] ^= 1;
    assertReason(Reason.INVALID_KEY, () -> EcKeys.publicKey(SUITE, point));
    assertReason(Reason.INVALID_KEY, () -> EcKeys.publicKey(SUITE, new byte[64]));
    assertReason(Reason.INVALID_KEY, () -> EcKeys.publicKey(SUITE, new byte[63]));
    byte[] large = new byte[64];
    Arrays.fill(large, (byte) 0xFF);
    assertReason(Reason.INVALID_KEY, () -> EcKeys.publicKey(SUITE, large));
    assertReason(Reason.INVALID_KEY, () -> EcKeys.privateKey(SUITE, new byte[32]));
  }

  static void assertReason(Reason reason, org.junit.jupiter.api.function.Executable call) {
    assertEquals(reason, assertThrows(CipheringException.class, call).reason());
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
