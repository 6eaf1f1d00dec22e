/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.dlms.security.KeyAgreementTest.assertReason;
import static org.meterway.dlms.security.Recording.hex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.meterway.dlms.security.CipheringException.Reason;

/** What one side protects the other reads, and nothing else. */
class SecurityContextTest {
  /**
   * How many bits lie between two that are changed, where each takes public keys or another key.
   */
  private static final int BITS_APART = Integer.getInteger("meterway.security.bits", 97);

  private static final byte[] GET = hex("C001C100030100010800FF0200");
  private static final byte[] EXCEPTION = hex("D80203");
  private static final SecurityPolicy BOTH =
      SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION);

  static Stream<Arguments> everyPolicy() {
    List<Arguments> all = new ArrayList<>();
    for (SecuritySuite suite : SecuritySuite.values()) {
      for (Protection protection : Protection.values()) {
        for (Envelope envelope : Envelope.values()) {
          for (KeyChoice key : KeyChoice.values()) {
            for (boolean signed : new boolean[] {false, true}) {
              if (possible(suite, envelope, key, signed)) {
                all.add(Arguments.of(suite, new SecurityPolicy(protection, envelope, key, signed)));
              }
            }
          }
        }
      }
    }
    return all.stream();
  }

  private static boolean possible(
      SecuritySuite suite, Envelope envelope, KeyChoice key, boolean signed) {
    boolean shared = key == KeyChoice.UNICAST || key == KeyChoice.BROADCAST;
    boolean dedicated = envelope == Envelope.DEDICATED || envelope == Envelope.GENERAL_DEDICATED;
    boolean fits =
        (shared || envelope == Envelope.GENERAL_CIPHERING)
            && !(dedicated && key == KeyChoice.BROADCAST);
    boolean asymmetric = signed || key == KeyChoice.ONE_PASS || key == KeyChoice.STATIC_UNIFIED;
    // Suite 2 differs by its algorithms alone, and its signatures are slow.
    boolean telling = suite != SecuritySuite.SUITE_2 || envelope == Envelope.GENERAL_CIPHERING;
    return fits && telling && (suite.hasPublicKeys() || !asymmetric);
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void whatIsProtectedIsReadOnTheOtherSide(SecuritySuite suite, SecurityPolicy policy)
      throws CipheringException {
    try (Sides sides = new Sides(suite)) {
      SecurityContext client = sides.ofClient().build();
      SecurityContext server = sides.ofServer().build();
      client.policy(policy);
      server.policy(policy);
      for (int length : new int[] {GET.length, 130, 66_000}) {
        byte[] plain = Arrays.copyOf(GET, length);
        ProtectedApdu sent = client.protect(plain, 0, length);

        Unprotected read = server.unprotect(sent.array(), sent.offset(), sent.length());

        assertArrayEquals(plain, read.toByteArray());
        assertEquals(policy.protection(), read.protection());
        assertEquals(policy.signed(), read.signed());
        if (policy.protection() != Protection.NONE) {
          assertEquals(policy, read.policy());
          assertEquals(sent.invocationCounter(), read.invocationCounter());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void everyBitThatIsChangedIsNoticed(SecuritySuite suite, SecurityPolicy policy)
      throws CipheringException {
    if (!policy.protection().authenticates() && !policy.signed()) {
      return;
    }
    try (Sides sides = new Sides(suite)) {
      SecurityContext client = sides.ofClient().build();
      client.policy(policy);
      byte[] sent = client.protect(GET, 0, GET.length).toByteArray();
      SecurityContext server = sides.ofServer().build();
      server.policy(policy);
      // The other suites differ by keys and signatures alone.
      int step = suite == SecuritySuite.SUITE_0 ? 1 : BITS_APART;
      for (int bit = 0; bit < sent.length * 8; bit += step) {
        byte[] changed = sent.clone();
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        if (!CipherTags.mayBePlain(changed[0] & 0xFF)) {
          assertThrows(
              CipheringException.class,
              () -> server.unprotect(changed, 0, changed.length),
              "bit " + bit);
        }
      }
      assertArrayEquals(GET, server.unprotect(sent, 0, sent.length).toByteArray());
    }
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void everyEndThatIsMissingIsNoticed(SecuritySuite suite, SecurityPolicy policy)
      throws CipheringException {
    if (policy.protection() == Protection.NONE && !policy.signed()) {
      return;
    }
    try (Sides sides = new Sides(suite)) {
      SecurityContext client = sides.ofClient().build();
      SecurityContext server = sides.ofServer().build();
      client.policy(policy);
      server.policy(policy);
      byte[] sent = client.protect(GET, 0, GET.length).toByteArray();
      for (int length = 0; length < sent.length; length++) {
        int cut = length;
        assertThrows(CipheringException.class, () -> server.unprotect(sent, 0, cut));
      }
      byte[] longer = Arrays.copyOf(sent, sent.length + 1);
      assertReason(Reason.MALFORMED, () -> server.unprotect(longer, 0, longer.length));
    }
  }

  @ParameterizedTest
  @MethodSource("everyPolicy")
  void nothingIsReadTwice(SecuritySuite suite, SecurityPolicy policy) throws CipheringException {
    if (policy.protection() == Protection.NONE || suite == SecuritySuite.SUITE_2) {
      return;
    }
    try (Sides sides = new Sides(suite)) {
      SecurityContext client = sides.ofClient().build();
      SecurityContext server = sides.ofServer().build();
      client.policy(policy);
      server.policy(policy);
      byte[] first = client.protect(GET, 0, GET.length).toByteArray();
      byte[] second = client.protect(GET, 0, GET.length).toByteArray();

      server.unprotect(first, 0, first.length);
      assertReason(Reason.REPLAYED, () -> server.unprotect(first, 0, first.length));
      server.unprotect(second, 0, second.length);
      assertReason(Reason.REPLAYED, () -> server.unprotect(first, 0, first.length));
      assertReason(Reason.REPLAYED, () -> server.unprotect(second, 0, second.length));
    }
  }

  @Test
  void anUnrelatedCounterDoesNotCloseTheWayForTheRightOne() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext client = sides.ofClient().build();
      SecurityContext server = sides.ofServer().build();
      client.policy(BOTH);
      server.policy(BOTH);
      byte[] forged = client.protect(GET, 0, GET.length).toByteArray();
      Arrays.fill(forged, 3, 7, (byte) 0xFF);
      assertReason(Reason.AUTHENTICATION_FAILED, () -> server.unprotect(forged, 0, forged.length));
      byte[] right = client.protect(GET, 0, GET.length).toByteArray();
      assertArrayEquals(GET, server.unprotect(right, 0, right.length).toByteArray());
    }
  }

  @Test
  void aWindowTakesWhatWasOvertakenOnce() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext client = sides.ofClient().build();
      SecurityContext server = sides.ofServer().received(new ReceivedCounters(2)).build();
      client.policy(BOTH);
      server.policy(BOTH);
      byte[][] sent = new byte[4][];
      for (int i = 0; i < sent.length; i++) {
        sent[i] = client.protect(GET, 0, GET.length).toByteArray();
      }
      server.unprotect(sent[3], 0, sent[3].length);
      server.unprotect(sent[1], 0, sent[1].length);
      assertReason(Reason.REPLAYED, () -> server.unprotect(sent[1], 0, sent[1].length));
      server.unprotect(sent[2], 0, sent[2].length);
      assertReason(Reason.REPLAYED, () -> server.unprotect(sent[0], 0, sent[0].length));
    }
  }

  @Test
  void countersThatAreSharedOutliveTheAssociation() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      ReceivedCounters memory = new ReceivedCounters();
      SecurityContext client = sides.ofClient().counters(InvocationCounters.inMemory(7)).build();
      client.policy(BOTH);
      byte[] sent = client.protect(GET, 0, GET.length).toByteArray();
      SecurityContext first = sides.ofServer().received(memory).build();
      first.unprotect(sent, 0, sent.length);

      SecurityContext second = sides.ofServer().received(memory).build();
      assertReason(Reason.REPLAYED, () -> second.unprotect(sent, 0, sent.length));
      assertEquals(7, memory.highest(Recording.CLIENT).orElseThrow());

      ReceivedCounters restored = new ReceivedCounters();
      restored.restore(Recording.CLIENT, 7);
      SecurityContext third = sides.ofServer().received(restored).build();
      assertReason(Reason.REPLAYED, () -> third.unprotect(sent, 0, sent.length));

      memory.forget(Recording.CLIENT);
      SecurityContext fourth = sides.ofServer().received(memory).build();
      fourth.unprotect(sent, 0, sent.length);
    }
  }

  @Test
  void aNewKeyBeginsToCountAgain() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      byte[] fresh = hex("A0A1A2A3A4A5A6A7A8A9AAABACADAEAF");
      SecurityContext server = sides.ofServer().build();
      SecurityContext before = sides.ofClient().counters(InvocationCounters.inMemory(100)).build();
      before.policy(BOTH);
      byte[] old = before.protect(GET, 0, GET.length).toByteArray();
      server.unprotect(old, 0, old.length);
      sides.client.encryptionKey(fresh);
      sides.server.encryptionKey(fresh);
      SecurityContext after = sides.ofClient().build();
      after.policy(BOTH);
      byte[] sent = after.protect(GET, 0, GET.length).toByteArray();

      assertEquals(0, server.unprotect(sent, 0, sent.length).invocationCounter());
      assertReason(Reason.REPLAYED, () -> server.unprotect(sent, 0, sent.length));
    }
  }

  @Test
  void plainIsRefusedWhereProtectionIsRequired() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext server = sides.ofServer().build();
      server.policy(BOTH);
      assertReason(Reason.NOT_CIPHERED, () -> server.unprotect(GET, 0, GET.length));
      assertReason(Reason.NOT_CIPHERED, () -> server.unprotect(GET, 0, 0));
      assertArrayEquals(EXCEPTION, server.unprotect(EXCEPTION, 0, EXCEPTION.length).toByteArray());
      server.require(Protection.NONE, false);
      assertSame(GET, server.unprotect(GET, 0, GET.length).array());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Protection.class,
      names = {"AUTHENTICATION", "ENCRYPTION"})
  void lessProtectionThanRequiredIsRefused(Protection less) throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext client = sides.ofClient().build();
      SecurityContext server = sides.ofServer().build();
      client.policy(SecurityPolicy.global(less));
      server.policy(BOTH);
      byte[] sent = client.protect(GET, 0, GET.length).toByteArray();
      assertReason(Reason.INSUFFICIENT_PROTECTION, () -> server.unprotect(sent, 0, sent.length));
    }
  }

  @Test
  void aSignatureThatIsRequiredMustBeThere() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_1)) {
      SecurityContext client = sides.ofClient().build();
      SecurityContext server = sides.ofServer().build();
      client.policy(BOTH);
      server.policy(BOTH.andSigned());
      byte[] sent = client.protect(GET, 0, GET.length).toByteArray();
      assertReason(Reason.INSUFFICIENT_PROTECTION, () -> server.unprotect(sent, 0, sent.length));
    }
  }

  @Test
  void anExceptionResponseIsSentPlain() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext server = sides.ofServer().build();
      server.policy(BOTH);
      ProtectedApdu sent = server.protect(EXCEPTION, 0, EXCEPTION.length);
      assertArrayEquals(EXCEPTION, sent.toByteArray());
      assertEquals(-1, sent.invocationCounter());
    }
  }

  @Test
  void whatHasNoFormOfItsOwnGoesIntoTheGeneralOne() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext client = sides.ofClient().build();
      byte[] access = hex("D9400000000001020000");
      for (Envelope envelope : List.of(Envelope.GLOBAL, Envelope.DEDICATED)) {
        client.policy(BOTH.in(envelope));
        int tag = client.protect(access, 0, access.length).toByteArray()[0] & 0xFF;
        assertEquals(envelope == Envelope.GLOBAL ? 0xDB : 0xDC, tag);
      }
    }
  }

  @Test
  void compressionIsRefusedInWords() throws CipheringException {
    SecurityContext server = server();
    byte[] sent = sent(2, (byte) 0xB0);
    CipheringException e =
        assertThrows(CipheringException.class, () -> server.unprotect(sent, 0, sent.length));
    assertEquals(Reason.UNSUPPORTED, e.reason());
    assertTrue(e.getMessage().contains("compressed"), e.getMessage());
  }

  @Test
  void anotherSuiteIsRefused() throws CipheringException {
    SecurityContext server = server();
    for (int suite = 1; suite < 16; suite++) {
      byte[] sent = sent(2, (byte) (0x30 | suite));
      assertReason(Reason.WRONG_SUITE, () -> server.unprotect(sent, 0, sent.length));
    }
  }

  @Test
  void anEnvelopeThatProtectsNothingIsRefused() throws CipheringException {
    SecurityContext server = server();
    server.require(Protection.NONE, false);
    byte[] sent = sent(2, (byte) 0);
    assertReason(Reason.INSUFFICIENT_PROTECTION, () -> server.unprotect(sent, 0, sent.length));
  }

  @Test
  void anotherSenderOrReceiverIsRefused() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_1)) {
      byte[] third = hex("5445535400000003");
      for (Envelope envelope :
          List.of(Envelope.GLOBAL, Envelope.GENERAL_GLOBAL, Envelope.GENERAL_CIPHERING)) {
        SecurityContext stranger =
            SecurityContext.builder(sides.client, third).peer(Recording.SERVER).build();
        SecurityContext elsewhere =
            SecurityContext.builder(sides.client, Recording.CLIENT).peer(third).build();
        stranger.policy(BOTH.in(envelope));
        elsewhere.policy(BOTH.in(envelope));
        SecurityContext server = sides.ofServer().build();
        server.policy(BOTH);
        byte[] fromThird = stranger.protect(GET, 0, GET.length).toByteArray();
        byte[] toThird = elsewhere.protect(GET, 0, GET.length).toByteArray();

        assertReason(
            envelope == Envelope.GLOBAL
                ? Reason.AUTHENTICATION_FAILED
                : Reason.UNKNOWN_SYSTEM_TITLE,
            () -> server.unprotect(fromThird, 0, fromThird.length));
        if (envelope == Envelope.GENERAL_CIPHERING) {
          assertReason(
              Reason.UNKNOWN_SYSTEM_TITLE, () -> server.unprotect(toThird, 0, toThird.length));
        }
      }
    }
  }

  @Test
  void whatWeSentOurselvesIsRefused() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      for (boolean peerKnown : new boolean[] {true, false}) {
        SecurityContext.Builder builder = SecurityContext.builder(sides.client, Recording.CLIENT);
        SecurityContext client = (peerKnown ? builder.peer(Recording.SERVER) : builder).build();
        client.policy(BOTH.in(Envelope.GENERAL_GLOBAL));
        byte[] sent = client.protect(GET, 0, GET.length).toByteArray();
        assertReason(Reason.UNKNOWN_SYSTEM_TITLE, () -> client.unprotect(sent, 0, sent.length));
      }
    }
  }

  @Test
  void aListenerTakesAnySenderThatHasTheKeysAndKeepsThemApart() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext listener = SecurityContext.builder(sides.client, Recording.CLIENT).build();
      listener.policy(BOTH);
      byte[] push = hex("0F00000001000203");
      for (long number = 1; number <= 3; number++) {
        byte[] title = hex("4D57590000000000");
        title[7] = (byte) number;
        SecurityContext meter =
            SecurityContext.builder(sides.server, title).peer(Recording.CLIENT).build();
        meter.policy(BOTH);
        byte[] sent = meter.protect(push, 0, push.length).toByteArray();
        assertArrayEquals(push, listener.unprotect(sent, 0, sent.length).toByteArray());
        assertReason(Reason.REPLAYED, () -> listener.unprotect(sent, 0, sent.length));
      }
    }
  }

  @Test
  void aTagIsSkippedOnlyWhereThatWasAskedFor() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0);
        KeyRing encryptionOnly = new KeyRing(SecuritySuite.SUITE_0)) {
      encryptionOnly.encryptionKey(hex("000102030405060708090A0B0C0D0E0F"));
      for (Protection protection :
          List.of(Protection.AUTHENTICATION, Protection.AUTHENTICATED_ENCRYPTION)) {
        SecurityContext meter = sides.ofServer().build();
        meter.policy(SecurityPolicy.global(protection).in(Envelope.GENERAL_GLOBAL));
        byte[] sent = meter.protect(GET, 0, GET.length).toByteArray();
        SecurityContext strict = SecurityContext.builder(encryptionOnly, Recording.CLIENT).build();
        SecurityContext lenient =
            SecurityContext.builder(encryptionOnly, Recording.CLIENT)
                .withoutAuthenticationKey()
                .build();

        assertReason(Reason.MISSING_KEY, () -> strict.unprotect(sent, 0, sent.length));
        Unprotected read = lenient.unprotect(sent, 0, sent.length);
        assertArrayEquals(GET, read.toByteArray());
        assertFalse(read.verified());
      }
    }
  }

  @Test
  void aServerAnswersInTheTransactionOfTheRequest() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_1)) {
      SecurityContext client = sides.ofClient().build();
      SecurityContext server = sides.ofServer().build();
      SecurityPolicy policy =
          BOTH.in(Envelope.GENERAL_CIPHERING).with(KeyChoice.STATIC_UNIFIED).andSigned();
      client.policy(policy);
      server.policy(policy);
      byte[] sent = client.protect(GET, 0, GET.length).toByteArray();
      Unprotected request = server.unprotect(sent, 0, sent.length);
      byte[] id = request.transactionId();
      server.transactionId(id);
      byte[] answer = server.protect(request.policy(), GET, 0, GET.length).toByteArray();

      assertEquals(8, id.length);
      assertArrayEquals(id, client.unprotect(answer, 0, answer.length).transactionId());
      byte[] next = client.protect(GET, 0, GET.length).toByteArray();
      server.unprotect(next, 0, next.length);
    }
  }

  @Test
  void cipheredTwiceIsRefused() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext client = sides.ofClient().build();
      SecurityContext server = sides.ofServer().build();
      client.policy(BOTH.in(Envelope.GENERAL_GLOBAL));
      server.policy(BOTH);
      byte[] once = client.protect(GET, 0, GET.length).toByteArray();
      byte[] twice = client.protect(once, 0, once.length).toByteArray();
      assertReason(Reason.UNSUPPORTED, () -> server.unprotect(twice, 0, twice.length));
    }
  }

  @Test
  void aCounterThatIsUsedUpIsAnError() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext client =
          sides
              .ofClient()
              .counters(InvocationCounters.inMemory(InvocationCounters.HIGHEST))
              .build();
      client.policy(BOTH);
      assertEquals(
          InvocationCounters.HIGHEST, client.protect(GET, 0, GET.length).invocationCounter());
      assertReason(Reason.COUNTER_EXHAUSTED, () -> client.protect(GET, 0, GET.length));
    }
  }

  @Test
  void readsFromTheMiddleOfAnArrayAndWritesNothingThere() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext client = sides.ofClient().build();
      SecurityContext server = sides.ofServer().build();
      client.policy(BOTH);
      server.policy(BOTH);
      byte[] around = new byte[GET.length + 9];
      Arrays.fill(around, (byte) 0x5A);
      System.arraycopy(GET, 0, around, 4, GET.length);
      byte[] before = around.clone();
      byte[] sent = client.protect(around, 4, GET.length).toByteArray();
      assertArrayEquals(before, around);
      byte[] received = new byte[sent.length + 6];
      System.arraycopy(sent, 0, received, 3, sent.length);
      byte[] copy = received.clone();
      assertArrayEquals(GET, server.unprotect(received, 3, sent.length).toByteArray());
      assertArrayEquals(copy, received);
    }
  }

  @Test
  void messagesAndViewsShowNoKey() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext server = sides.ofServer().build();
      byte[] sent = sent(7, (byte) 0);
      CipheringException e =
          assertThrows(CipheringException.class, () -> server.unprotect(sent, 0, sent.length));
      assertFalse(e.toString().contains("D0D1"), e.toString());
      assertNotEquals(null, e.getMessage());
    }
  }

  @Test
  void anEnvelopeThatNamesAnotherApduIsRefused() throws CipheringException {
    byte[] sent = sent(0, (byte) 0xC9);
    SecurityContext server = server();
    assertReason(Reason.MALFORMED, () -> server.unprotect(sent, 0, sent.length));
  }

  @Test
  void aWrongKeyIsNoticedWithoutATagToo() throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0);
        KeyRing wrong = new KeyRing(SecuritySuite.SUITE_0)) {
      wrong.encryptionKey(new byte[16]);
      for (Envelope envelope : List.of(Envelope.GLOBAL, Envelope.GENERAL_GLOBAL)) {
        SecurityContext client = sides.ofClient().build();
        client.policy(SecurityPolicy.global(Protection.ENCRYPTION).in(envelope));
        byte[] sent = client.protect(GET, 0, GET.length).toByteArray();
        SecurityContext server =
            SecurityContext.builder(wrong, Recording.SERVER).peer(Recording.CLIENT).build();
        assertReason(Reason.AUTHENTICATION_FAILED, () -> server.unprotect(sent, 0, sent.length));
      }
    }
  }

  private static byte[] sent(int at, byte value) throws CipheringException {
    try (Sides sides = new Sides(SecuritySuite.SUITE_0)) {
      SecurityContext client = sides.ofClient().build();
      client.policy(BOTH);
      byte[] sent = client.protect(GET, 0, GET.length).toByteArray();
      sent[at] = value;
      return sent;
    }
  }

  private static SecurityContext server() {
    SecurityContext server = new Sides(SecuritySuite.SUITE_0).ofServer().build();
    server.policy(BOTH);
    return server;
  }
}
