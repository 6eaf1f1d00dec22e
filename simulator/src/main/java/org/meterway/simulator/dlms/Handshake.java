/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import java.security.MessageDigest;
import org.meterway.dlms.apdu.Aare;
import org.meterway.dlms.apdu.Aarq;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.ApplicationContext;
import org.meterway.dlms.apdu.AssociationResult;
import org.meterway.dlms.apdu.ConfirmedServiceError;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.Diagnostic;
import org.meterway.dlms.apdu.InitiateRequest;
import org.meterway.dlms.apdu.InitiateResponse;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.apdu.Rlre;
import org.meterway.dlms.apdu.Rlrq;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.HighLevelSecurity;
import org.meterway.dlms.security.ProtectedApdu;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.Unprotected;

/**
 * Begins and ends an association: AARQ and AARE, the proofs of high level security, RLRQ and RLRE.
 */
final class Handshake {
  private static final int DLMS_VERSION = 6;
  private static final int SHORTEST_PDU = 11;
  private static final int ACSE_VERSION = 0x80;
  private static final int INITIATE = 1;
  private static final int INITIATE_ERROR = 6;
  private static final int VERSION_TOO_LOW = 1;
  private static final int INCOMPATIBLE_CONFORMANCE = 2;
  private static final int PDU_TOO_SHORT = 3;
  private static final int TITLE_LENGTH = 8;

  /** What short name referencing knows nothing of, and the other way round. */
  private static final Conformance LOGICAL_ONLY =
      Conformance.of(
          Conformance.Bit.ATTRIBUTE_0_SUPPORTED_WITH_SET,
          Conformance.Bit.PRIORITY_MGMT_SUPPORTED,
          Conformance.Bit.ATTRIBUTE_0_SUPPORTED_WITH_GET,
          Conformance.Bit.BLOCK_TRANSFER_WITH_ACTION,
          Conformance.Bit.ACCESS,
          Conformance.Bit.GET,
          Conformance.Bit.SET,
          Conformance.Bit.SELECTIVE_ACCESS,
          Conformance.Bit.EVENT_NOTIFICATION,
          Conformance.Bit.ACTION);

  private static final Conformance SHORT_ONLY =
      Conformance.of(
          Conformance.Bit.READ,
          Conformance.Bit.WRITE,
          Conformance.Bit.UNCONFIRMED_WRITE,
          Conformance.Bit.INFORMATION_REPORT,
          Conformance.Bit.PARAMETERIZED_ACCESS);

  private final Session session;
  private HighLevelSecurity proof;

  Handshake(Session session) {
    this.session = session;
  }

  /** Refuses an association: what the AARE says. */
  private static final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;
    private final transient ConfirmedServiceError error;

    RejectedException(Diagnostic diagnostic, ConfirmedServiceError error) {
      super("rejected", null, false, false);
      this.diagnostic = diagnostic;
      this.error = error;
    }

    RejectedException(Diagnostic diagnostic) {
      this(diagnostic, null);
    }

    static RejectedException initiate(int value) {
      return new RejectedException(
          Diagnostic.NO_REASON_GIVEN, new ConfirmedServiceError(INITIATE, INITIATE_ERROR, value));
    }
  }

  /** What an AARQ asks for. */
  private record Wish(
      ApplicationContext context,
      Mechanism mechanism,
      byte[] title,
      SecurityContext security,
      SecurityPolicy protection,
      InitiateRequest initiate) {}

  /** Answers an AARQ. */
  void associate(byte[] bytes, int offset, int length, DataWriter out) {
    ApplicationContext context = ApplicationContext.LOGICAL_NAME;
    int ordered = session.faults().amount(MeterFault.Kind.ASSOCIATION_REJECTED);
    try {
      Apdu apdu = ApduCodec.decode(bytes, offset, length);
      if (!(apdu instanceof Aarq aarq)) {
        throw new RejectedException(Diagnostic.NO_REASON_GIVEN);
      }
      if (aarq.applicationContext() != null) {
        context = aarq.applicationContext();
      }
      if (ordered >= 0) {
        Diagnostic diagnostic = new Diagnostic(ordered >> 8 & 0xFF, ordered & 0xFF);
        reject(context, AssociationResult.values()[ordered >> 16 & 3], diagnostic, null, out);
        return;
      }
      accept(aarq, wish(aarq), out);
    } catch (RejectedException e) {
      reject(context, AssociationResult.REJECTED_PERMANENT, e.diagnostic, e.error, out);
    } catch (ApduException e) {
      Diagnostic none = new Diagnostic(2, 1);
      reject(context, AssociationResult.REJECTED_PERMANENT, none, null, out);
    } catch (CipheringException e) {
      if (e.reason() == CipheringException.Reason.REPLAYED) {
        out.reset().put8(0xD8).put16(0x0106);
        out.put32(session.account().keys().nextCounter(session.account().keys().clientTitle()));
      } else {
        unauthenticated(context, out);
      }
    } catch (IllegalArgumentException e) {
      // A dedicated key or a secret of a length that the suite or the mechanism does not have.
      unauthenticated(context, out);
    }
  }

  private void unauthenticated(ApplicationContext context, DataWriter out) {
    session.end();
    Diagnostic diagnostic = Diagnostic.AUTHENTICATION_FAILURE;
    reject(context, AssociationResult.REJECTED_PERMANENT, diagnostic, null, out);
  }

  private void reject(
      ApplicationContext context,
      AssociationResult result,
      Diagnostic diagnostic,
      ConfirmedServiceError error,
      DataWriter out) {
    session.meter().rejected();
    Aare.Builder aare =
        Aare.builder().applicationContext(context).result(result).diagnostic(diagnostic);
    if (error != null) {
      aare.userInformation(ApduCodec.encode(error));
    }
    ApduCodec.encode(aare.build(), out.reset());
  }

  private Wish wish(Aarq aarq) throws RejectedException, CipheringException, ApduException {
    byte[] version = aarq.find(ACSE_VERSION);
    if (version != null && version.length == 2 && (version[1] & 0x80) == 0) {
      throw new RejectedException(new Diagnostic(2, 2));
    }
    ApplicationContext context = aarq.applicationContext();
    SecurityState keys = session.account().keys();
    if (context == null
        || keys.requires() && !context.isCiphered()
        || !session.meter().options().offers(context.isLogicalName())) {
      throw new RejectedException(Diagnostic.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED);
    }
    Mechanism mechanism = aarq.mechanism();
    if (mechanism == null) {
      throw new RejectedException(Diagnostic.AUTHENTICATION_MECHANISM_NAME_NOT_RECOGNISED);
    } else if (!session.account().association().mechanisms().contains(mechanism)) {
      throw new RejectedException(
          mechanism == Mechanism.NONE
              ? Diagnostic.AUTHENTICATION_MECHANISM_NAME_REQUIRED
              : Diagnostic.AUTHENTICATION_MECHANISM_NAME_NOT_RECOGNISED);
    }
    byte[] title = aarq.callingSystemTitle();
    boolean titled =
        context.isCiphered()
            || mechanism == Mechanism.HIGH_GMAC
            || mechanism == Mechanism.HIGH_SHA256
            || mechanism == Mechanism.HIGH_ECDSA;
    if (titled && (title == null || title.length != TITLE_LENGTH)) {
      throw new RejectedException(Diagnostic.CALLING_AP_TITLE_NOT_RECOGNIZED);
    }
    SecurityContext security = titled ? keys.context(title) : null;
    byte[] information = aarq.userInformation();
    if (information == null || information.length == 0) {
      throw new RejectedException(Diagnostic.NO_REASON_GIVEN);
    }
    SecurityPolicy protection = SecurityPolicy.NONE;
    byte[] initiate = information;
    if (context.isCiphered()) {
      security.require(keys.requestProtection(), keys.requestSigned());
      Unprotected view = security.unprotect(information, 0, information.length);
      protection = keys.answer(view.policy());
      security.transactionId(view.transactionId());
      initiate = view.toByteArray();
    }
    Apdu request = ApduCodec.decode(initiate, 0, initiate.length);
    if (!(request instanceof InitiateRequest asked)) {
      throw new RejectedException(Diagnostic.NO_REASON_GIVEN);
    }
    return new Wish(context, mechanism, title, security, protection, asked);
  }

  private void accept(Aarq aarq, Wish wish, DataWriter out)
      throws RejectedException, CipheringException {
    Conformance conformance = conformance(wish);
    byte[] value = aarq.authenticationValue();
    Aare.Builder aare =
        Aare.builder()
            .applicationContext(wish.context())
            .result(AssociationResult.ACCEPTED)
            .diagnostic(
                wish.mechanism().isHigh() ? Diagnostic.AUTHENTICATION_REQUIRED : Diagnostic.NULL);
    proof = null;
    if (wish.mechanism() == Mechanism.LOW) {
      if (value == null || !MessageDigest.isEqual(value, session.account().secret())) {
        throw new RejectedException(Diagnostic.AUTHENTICATION_FAILURE);
      }
    } else if (wish.mechanism().isHigh()) {
      if (value == null) {
        throw new RejectedException(Diagnostic.AUTHENTICATION_FAILURE);
      }
      proof = new HighLevelSecurity(wish.mechanism(), wish.security(), session.account().secret());
      proof.peerChallenge(value);
      aare.mechanism(wish.mechanism()).authenticationValue(proof.challenge());
    }
    if (wish.security() != null) {
      aare.respondingSystemTitle(session.account().keys().serverTitle());
      if (wish.initiate().dedicatedKey() != null) {
        wish.security().keys().dedicatedKey(wish.initiate().dedicatedKey());
      }
    }
    InitiateResponse response =
        new InitiateResponse(
            null,
            DLMS_VERSION,
            conformance,
            session.meter().options().maxPduSize(),
            wish.context().isLogicalName()
                ? InitiateResponse.LOGICAL_NAMES
                : InitiateResponse.SHORT_NAMES);
    aare.userInformation(sealed(wish.security(), wish.protection(), ApduCodec.encode(response)));
    session.agreed(
        wish.context(),
        wish.mechanism(),
        conformance,
        wish.initiate().maxPduSize(),
        wish.security());
    ApduCodec.encode(aare.build(), out);
  }

  private Conformance conformance(Wish wish) throws RejectedException {
    if (wish.initiate().version() < DLMS_VERSION) {
      throw RejectedException.initiate(VERSION_TOO_LOW);
    }
    Conformance not = wish.context().isLogicalName() ? SHORT_ONLY : LOGICAL_ONLY;
    Conformance common =
        new Conformance(
            session.meter().options().conformance().and(wish.initiate().conformance()).bits()
                & ~not.bits());
    if (common.equals(Conformance.NONE)) {
      throw RejectedException.initiate(INCOMPATIBLE_CONFORMANCE);
    }
    int most = wish.initiate().maxPduSize();
    if (most > 0 && most < SHORTEST_PDU) {
      throw RejectedException.initiate(PDU_TOO_SHORT);
    }
    return common;
  }

  private static byte[] sealed(SecurityContext security, SecurityPolicy how, byte[] apdu)
      throws CipheringException {
    if (how.equals(SecurityPolicy.NONE)) {
      return apdu;
    }
    ProtectedApdu sealed = security.protect(how, apdu, 0, apdu.length);
    return sealed.toByteArray();
  }

  /**
   * The client proves who it is.
   *
   * @return the meter's proof, or {@code null} if the client has failed
   */
  byte[] prove(byte[] answer) {
    if (proof == null || session.state() != Session.State.PENDING) {
      return null;
    }
    try {
      proof.verify(answer);
      byte[] own = proof.answer();
      session.proved(true);
      return own;
    } catch (CipheringException e) {
      session.meter().rejected();
      session.proved(false);
      return null;
    } finally {
      proof.close();
      proof = null;
    }
  }

  /** Answers an RLRQ. */
  void release(byte[] bytes, int offset, int length, DataWriter out) throws IOException {
    byte[] information = null;
    try {
      Apdu apdu = ApduCodec.decode(bytes, offset, length);
      if (apdu instanceof Rlrq rlrq && rlrq.userInformation() != null) {
        information = response(rlrq.userInformation());
      }
    } catch (ApduException | CipheringException e) {
      session.meter().dropped();
    }
    if (session.faults().strikes(MeterFault.Kind.WRONG_RELEASE_LENGTHS)) {
      // Both lengths are too short for what they hold, by the tags and lengths within.
      byte[] plain = plainResponse();
      out.put8(0x63).put8(plain.length + 3).put8(0x80).put8(1).put8(0);
      out.put8(0xBE).put8(plain.length + 1).put8(0x04).put8(plain.length).put(plain);
      return;
    }
    ApduCodec.encode(Rlre.of(0, information), out);
  }

  private byte[] plainResponse() {
    boolean logical = session.context().isLogicalName();
    return ApduCodec.encode(
        new InitiateResponse(
            null,
            DLMS_VERSION,
            session.conformance(),
            session.meter().options().maxPduSize(),
            logical ? InitiateResponse.LOGICAL_NAMES : InitiateResponse.SHORT_NAMES));
  }

  private byte[] response(byte[] request) throws CipheringException {
    if (session.security() == null || !session.context().isCiphered()) {
      return plainResponse();
    }
    Unprotected view = session.security().unprotect(request, 0, request.length);
    return sealed(session.security(), view.policy(), plainResponse());
  }
}
