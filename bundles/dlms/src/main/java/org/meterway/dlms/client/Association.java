/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.meterway.dlms.apdu.Aare;
import org.meterway.dlms.apdu.Aarq;
import org.meterway.dlms.apdu.ActionResponse;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.ApplicationContext;
import org.meterway.dlms.apdu.AssociationResult;
import org.meterway.dlms.apdu.ConfirmedServiceError;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.Conformance.Bit;
import org.meterway.dlms.apdu.Diagnostic;
import org.meterway.dlms.apdu.InitiateRequest;
import org.meterway.dlms.apdu.InitiateResponse;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.apdu.Rlre;
import org.meterway.dlms.apdu.Rlrq;
import org.meterway.dlms.apdu.VariableAccess;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.data.Obis;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.Envelope;
import org.meterway.dlms.security.HighLevelSecurity;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.dlms.security.Unprotected;

/** Makes an association and ends it: AARQ and AARE, the passes 3 and 4, RLRQ and RLRE. */
final class Association {
  private static final MethodReference REPLY_TO_HLS =
      new MethodReference(15, Obis.of("0.0.40.0.0.255"), 1);
  private static final int REPLY_TO_HLS_SHORT_NAME = ShortNames.ASSOCIATION + 0x58;
  private static final int NO_INVOKE_ID = -1;
  private static final int INITIATE_RESPONSE = 0x08;
  private static final int CONFIRMED_SERVICE_ERROR = 0x0E;
  private static final Duration LONGEST_RELEASE = Duration.ofSeconds(3);

  private final DlmsClientOptions options;
  private final Session session;
  private final Exchange exchange;
  private final SecurityContext security;
  private byte[] serverTitle;

  Association(DlmsClientOptions options, Session session) {
    this.options = options;
    this.session = session;
    this.exchange = session.exchange();
    this.security = newSecurity();
  }

  private SecurityContext newSecurity() {
    byte[] title = options.systemTitle();
    if (title == null) {
      return null;
    }
    KeyRing keys = options.keys() == null ? new KeyRing(SecuritySuite.SUITE_0) : options.keys();
    SecurityContext.Builder builder = SecurityContext.builder(keys, title);
    InvocationCounters counters = options.counters();
    if (counters != null) {
      builder.counters(counters);
    }
    byte[] server = options.serverSystemTitle();
    if (server != null) {
      builder.peer(server);
      serverTitle = server;
    }
    return builder.build();
  }

  /** The meter's system title, null if it has not said it. */
  byte[] serverTitle() {
    return serverTitle == null ? null : serverTitle.clone();
  }

  /** Each try has a challenge and invocation counters of its own. */
  void establish() throws IOException {
    if (options.preEstablished()) {
      agree(options.conformance(), options.maxPduSize());
      protect(options.policy());
      return;
    }
    for (int tried = 0; ; tried++) {
      try (HighLevelSecurity hls = newHighLevelSecurity()) {
        Aare aare = associate(hls);
        if (hls != null) {
          authenticate(hls, aare.authenticationValue());
        }
        protect(options.policy());
        return;
      } catch (ResponseTimeoutException e) {
        if (e.mayHaveBeenExecuted() || tried >= options.retries() || !exchange.isOpen()) {
          throw e;
        }
      }
    }
  }

  /** Null if it is not asked for. */
  private HighLevelSecurity newHighLevelSecurity() {
    Mechanism mechanism = options.authentication();
    if (!mechanism.isHigh()) {
      return null;
    }
    byte[] challenge = options.recordedChallenge();
    if (challenge == null && options.challengeLength() > 0) {
      challenge = HighLevelSecurity.newChallenge(options.challengeLength());
    }
    return challenge == null
        ? new HighLevelSecurity(mechanism, security, options.secret())
        : new HighLevelSecurity(mechanism, security, options.secret(), challenge);
  }

  private Aare associate(HighLevelSecurity hls) throws IOException {
    Aarq.Builder aarq =
        Aarq.builder()
            .applicationContext(ApplicationContext.of(options.logicalNames(), options.isCiphered()))
            .mechanism(options.authentication())
            .userInformation(initiate(true));
    boolean titled =
        options.isCiphered() || options.authentication().compareTo(Mechanism.HIGH_GMAC) >= 0;
    if (titled) {
      aarq.callingSystemTitle(options.systemTitle());
    }
    if (options.certificate() != null) {
      aarq.callingAeQualifier(options.certificate());
    }
    if (options.userId() != null) {
      aarq.userId(options.userId());
    }
    if (options.authentication() != Mechanism.NONE) {
      aarq.authenticationValue(hls == null ? options.secret() : hls.challenge());
    }
    DataWriter out = session.request();
    ApduCodec.encode(aarq.build(), out);
    exchange.request(out, NO_INVOKE_ID, false, false);
    if (!(exchange.decode() instanceof Aare aare)) {
      throw exchange.unexpected("an AARE");
    }
    accepted(aare);
    return aare;
  }

  /** An initiate-request, protected by the global key: the dedicated one is in it. */
  private byte[] initiate(boolean begins) throws IOException {
    byte[] dedicated = null;
    if (options.usesDedicatedKey() && begins) {
      dedicated = newDedicatedKey();
    }
    byte[] plain =
        ApduCodec.encode(
            new InitiateRequest(dedicated, options.conformance(), options.maxPduSize()));
    try {
      if (!options.isCiphered()) {
        return plain;
      }
      SecurityPolicy global = SecurityPolicy.global(options.policy().protection());
      return security.protect(global, plain, 0, plain.length).toByteArray();
    } catch (CipheringException e) {
      throw new SecurityErrorException("the association cannot be asked for: " + e.getMessage(), e);
    } finally {
      if (dedicated != null) {
        Arrays.fill(dedicated, (byte) 0);
        Arrays.fill(plain, (byte) 0);
      }
    }
  }

  private byte[] newDedicatedKey() {
    byte[] recorded = options.recordedDedicatedKey();
    if (recorded == null) {
      return options.keys().newDedicatedKey();
    }
    options.keys().dedicatedKey(recorded);
    return recorded.clone();
  }

  private void accepted(Aare aare) throws IOException {
    Diagnostic diagnostic = aare.diagnostic() == null ? Diagnostic.NULL : aare.diagnostic();
    if (aare.result() != AssociationResult.ACCEPTED) {
      throw rejected(aare, diagnostic);
    }
    takeTitle(aare.respondingSystemTitle());
    byte[] information = aare.userInformation();
    if (information == null) {
      throw new ProtocolErrorException(
          "the meter accepts the association and does not say to what it agrees");
    }
    Apdu initiate = initiateResponse(information);
    if (initiate instanceof ConfirmedServiceError error) {
      throw new ServiceErrorException(error);
    }
    if (!(initiate instanceof InitiateResponse response)) {
      throw new ProtocolErrorException(
          "the meter accepts the association with something that is no initiate-response");
    }
    agree(response.conformance().and(options.conformance()), response.maxPduSize());
  }

  private AssociationRejectedException rejected(Aare aare, Diagnostic diagnostic) {
    AssociationResult result =
        aare.result() == null ? AssociationResult.REJECTED_PERMANENT : aare.result();
    byte[] information = aare.userInformation();
    if (information != null && information.length > 0) {
      try {
        if (ApduCodec.decode(information) instanceof ConfirmedServiceError error) {
          return new AssociationRejectedException(
              "the meter refuses the association: "
                  + result.words()
                  + "; "
                  + diagnostic.words()
                  + "; "
                  + error.words(),
              result,
              diagnostic);
        }
      } catch (ApduException e) {
        return new AssociationRejectedException(result, diagnostic);
      }
    }
    return new AssociationRejectedException(result, diagnostic);
  }

  private void takeTitle(byte[] title) throws SecurityErrorException {
    if (title == null || title.length == 0) {
      return;
    }
    byte[] known = options.serverSystemTitle();
    if (known != null && !Arrays.equals(known, title)) {
      throw new SecurityErrorException(
          "another meter answers: its system title is not the one that was given");
    }
    serverTitle = title;
    if (security != null) {
      try {
        security.peer(title);
      } catch (IllegalArgumentException e) {
        throw new SecurityErrorException(
            "the meter's system title cannot be used: " + e.getMessage());
      }
    }
  }

  private Apdu initiateResponse(byte[] information) throws IOException {
    try {
      byte[] plain = information;
      if (options.isCiphered()) {
        security.require(options.policy().protection(), false);
        Unprotected opened = security.unprotect(information, 0, information.length);
        plain = opened.toByteArray();
      }
      return ApduCodec.decode(plain);
    } catch (CipheringException e) {
      throw new SecurityErrorException(
          "the meter's answer to the association is refused: " + e.getMessage(), e);
    } catch (ApduException e) {
      throw new ProtocolErrorException(
          "the meter's answer to the association does not decode: " + e.getMessage(), e);
    }
  }

  private void agree(Conformance to, int maxPduSize) {
    session.agreed(to);
    exchange.negotiated(maxPduSize, to.has(Bit.GENERAL_BLOCK_TRANSFER));
  }

  private void protect(SecurityPolicy policy) {
    if (options.isCiphered()) {
      security.policy(policy);
      exchange.secure(security, true);
    }
  }

  /** Passes 3 and 4. They are protected by the global key, what follows by the policy. */
  private void authenticate(HighLevelSecurity hls, byte[] challenge) throws IOException {
    if (challenge == null) {
      throw new SecurityErrorException(
          "the meter accepts the association without a challenge, but high level security was"
              + " asked for");
    }
    SecurityPolicy policy = options.policy();
    boolean ownKey = policy.envelope() == Envelope.GENERAL_CIPHERING;
    protect(ownKey ? policy : SecurityPolicy.global(policy.protection()));
    try {
      hls.peerChallenge(challenge);
      byte[] proof = reply(Data.octets(hls.answer()));
      hls.verify(proof);
    } catch (CipheringException e) {
      throw new SecurityErrorException("high level security fails: " + e.getMessage(), e);
    }
  }

  private byte[] reply(Data answer) throws IOException {
    Data returned;
    try {
      if (options.logicalNames()) {
        ActionResponse.Outcome outcome =
            new ActionService(session).callAnyway(new MethodCall(REPLY_TO_HLS, answer));
        if (!outcome.result().isSuccess()) {
          throw new MethodException("reply to HLS authentication", outcome.result());
        }
        returned = outcome.returned() == null ? null : outcome.returned().data();
      } else {
        VariableAccess method =
            new VariableAccess.Parameterized(REPLY_TO_HLS_SHORT_NAME, 0, answer);
        returned = new ShortNameService(session).invoke(method, "reply to HLS authentication");
      }
    } catch (MethodException | DataAccessException e) {
      throw refused(e);
    }
    if (returned == null) {
      throw new SecurityErrorException("the meter does not prove that it knows the secret");
    }
    try {
      return returned.asBytes();
    } catch (DataTypeException e) {
      throw new ProtocolErrorException("the meter's proof is no octet-string", e);
    }
  }

  private static AssociationRejectedException refused(DlmsException cause) {
    AssociationRejectedException rejected =
        new AssociationRejectedException(
            "the meter does not accept the proof of the secret: " + cause.getMessage(),
            AssociationResult.REJECTED_PERMANENT,
            Diagnostic.AUTHENTICATION_FAILURE);
    rejected.initCause(cause);
    return rejected;
  }

  /** Ends the association; the meter may end it without a word. */
  void release() throws IOException {
    if (options.preEstablished()) {
      return;
    }
    byte[] information = options.isCiphered() ? initiate(false) : null;
    DataWriter out = session.request();
    ApduCodec.encode(Rlrq.of(0, information), out);
    Duration most = options.responseTimeout();
    exchange.secure(null, false);
    exchange.release(out, most.compareTo(LONGEST_RELEASE) < 0 ? most : LONGEST_RELEASE);
    if (!(exchange.decode() instanceof Rlre rlre)) {
      throw exchange.unexpected("an RLRE");
    }
    byte[] answer = rlre.userInformation();
    if (options.isCiphered() && answer != null && isCiphered(answer)) {
      checkReleased(answer);
    }
  }

  /** Meters that cipher all else leave the initiate-response of a release plain, or away. */
  private static boolean isCiphered(byte[] information) {
    int tag = information.length == 0 ? INITIATE_RESPONSE : information[0];
    return tag != INITIATE_RESPONSE && tag != CONFIRMED_SERVICE_ERROR;
  }

  private void checkReleased(byte[] information) throws SecurityErrorException {
    try {
      security.require(options.policy().protection(), false);
      security.unprotect(information, 0, information.length);
    } catch (CipheringException e) {
      throw new SecurityErrorException(
          "the meter's answer to the release is refused: " + e.getMessage(), e);
    }
  }

  void close() {
    if (security != null) {
      security.close();
    }
    if (options.keys() != null) {
      options.keys().forgetDedicatedKey();
    }
  }
}
