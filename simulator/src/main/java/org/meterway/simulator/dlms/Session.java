/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.simulator.dlms;

import java.io.IOException;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.ApplicationContext;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.security.CipheringException;
import org.meterway.dlms.security.SecurityContext;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.Unprotected;

/**
 * One client and one logical device on one connection: their association, and the way of an APDU
 * through it. Takes protection off, has the services answer, puts protection on, and does wrong
 * what the faults say. One thread at a time.
 */
final class Session {
  static final int OPERATION_NOT_POSSIBLE = 0x0101;
  static final int SERVICE_NOT_SUPPORTED = 0x0202;
  static final int OTHER_REASON = 0x0103;
  static final int PDU_TOO_LONG = 0x0104;
  static final int DECIPHERING_ERROR = 0x0105;
  private static final int INVOCATION_COUNTER_ERROR = 0x0106;

  private static final int EXCEPTION_RESPONSE = 0xD8;
  private static final int CONFIRMED_SERVICE_ERROR = 0x0E;
  private static final int DATA_NOTIFICATION_CONFIRM = 0x10;
  private static final int AARQ = 0x60;
  private static final int RLRQ = 0x62;

  /** What ciphering adds to an APDU at most, without a signature and without general fields. */
  private static final int SHORT_OVERHEAD = 32;

  /** What general-ciphering adds: titles, ids, key information. */
  private static final int LONG_OVERHEAD = 400;

  /** How far the association is. */
  enum State {
    IDLE,
    /** The client has yet to prove who it is. */
    PENDING,
    ASSOCIATED
  }

  private final Meter meter;
  private final int client;
  private final int server;
  private final Sender sender;
  private final Faults faults;
  private final Account account;
  private final LnServices logicalNames;
  private final SnServices shortNames;
  private final Gbt gbt;
  private final Handshake handshake;
  private final DataWriter plain = new DataWriter(1024);

  private State state = State.IDLE;
  private ApplicationContext context = ApplicationContext.LOGICAL_NAME;
  private Mechanism mechanism = Mechanism.NONE;
  private Conformance conformance = Conformance.NONE;
  private SecurityContext security;
  private SecurityPolicy answering = SecurityPolicy.NONE;
  private int clientMax;
  private int room;

  Session(Meter meter, int client, int server, Output output, Faults faults) {
    this.meter = meter;
    this.client = client;
    this.server = server;
    sender = new Sender(meter, client, server, output, faults);
    this.faults = faults;
    account = meter.account(client);
    ObjectAccess access =
        new ObjectAccess(meter.objects(), account.association().rights(), new Caller(this));
    logicalNames = new LnServices(this, access);
    shortNames = new SnServices(this, access);
    gbt = new Gbt(this, meter.options().gbtWindow());
    handshake = new Handshake(this);
  }

  Meter meter() {
    return meter;
  }

  int client() {
    return client;
  }

  int server() {
    return server;
  }

  Account account() {
    return account;
  }

  Faults faults() {
    return faults;
  }

  State state() {
    return state;
  }

  Conformance conformance() {
    return conformance;
  }

  ApplicationContext context() {
    return context;
  }

  Mechanism mechanism() {
    return mechanism;
  }

  /** The longest APDU that is sent, in bytes. */
  int clientMax() {
    return clientMax;
  }

  /** The security of the association; {@code null} when the client gave no system title. */
  SecurityContext security() {
    return security;
  }

  Handshake handshake() {
    return handshake;
  }

  /** How long a plain answer may be, in bytes. */
  int room() {
    return room;
  }

  /** Whether an answer that is too long goes out as it is, to be cut elsewhere or by mistake. */
  boolean sendsLong() {
    return conformance.has(Conformance.Bit.GENERAL_BLOCK_TRANSFER)
        || faults.pending(MeterFault.Kind.OVERSIZED_APDU);
  }

  /** The association ends. */
  void end() {
    state = State.IDLE;
    conformance = Conformance.NONE;
    answering = SecurityPolicy.NONE;
    logicalNames.forget();
    shortNames.forget();
    gbt.forget();
    if (security != null) {
      security.close();
      security.keys().close();
      security = null;
    }
  }

  /** What client and meter have agreed upon. */
  void agreed(
      ApplicationContext agreedContext,
      Mechanism agreedMechanism,
      Conformance agreedConformance,
      int agreedClientMax,
      SecurityContext agreedSecurity) {
    context = agreedContext;
    mechanism = agreedMechanism;
    conformance = agreedConformance;
    int own = Math.min(meter.options().maxPduSize(), sender.maxApduSize());
    clientMax = agreedClientMax == 0 ? own : Math.min(own, agreedClientMax);
    security = agreedSecurity;
    state = mechanism.isHigh() ? State.PENDING : State.ASSOCIATED;
    if (state == State.ASSOCIATED) {
      meter.associated();
    }
  }

  /** The client has proved who it is, or has failed to. */
  void proved(boolean well) {
    if (well) {
      state = State.ASSOCIATED;
      meter.associated();
    } else {
      state = State.IDLE;
    }
  }

  /** An APDU has come. */
  void received(byte[] bytes, int offset, int length) throws IOException {
    meter.requested();
    meter.trace(true, client, server, bytes, offset, length);
    faults.request();
    if (faults.strikes(MeterFault.Kind.CLOSED)) {
      throw new IOException("closed on purpose");
    }
    try {
      route(bytes, offset, length);
    } catch (ClosedOnPurposeException e) {
      throw new IOException(e);
    }
  }

  private void route(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      refuse(OTHER_REASON);
    } else if ((bytes[offset] & 0xFF) == Gbt.TAG) {
      gbt.received(bytes, offset, length);
    } else {
      gbt.forget();
      request(bytes, offset, length);
    }
  }

  /** A request is there as a whole. */
  void request(byte[] bytes, int offset, int length) throws IOException {
    int tag = bytes[offset] & 0xFF;
    int exception = faults.amount(MeterFault.Kind.EXCEPTION_RESPONSE);
    int error = faults.amount(MeterFault.Kind.CONFIRMED_SERVICE_ERROR);
    if (exception >= 0) {
      refuse(exception);
    } else if (error >= 0) {
      plain.reset().put8(CONFIRMED_SERVICE_ERROR).put8(error >> 16).put16(error);
      emit(plain);
    } else if (tag == AARQ) {
      end();
      handshake.associate(bytes, offset, length, plain.reset());
      sender.emitFaulty(plain);
    } else if (tag == RLRQ) {
      handshake.release(bytes, offset, length, plain.reset());
      end();
      sender.emitFaulty(plain);
    } else if (state == State.IDLE) {
      refuse(tag, OPERATION_NOT_POSSIBLE);
    } else {
      unprotect(bytes, offset, length);
    }
  }

  private void unprotect(byte[] bytes, int offset, int length) throws IOException {
    int tag = bytes[offset] & 0xFF;
    boolean plainAllowed = !SecurityState.isProtected(tag) && !account.keys().requires();
    if (security == null || !context.isCiphered() || plainAllowed) {
      answering = SecurityPolicy.NONE;
      room = roomOf(0);
      serve(bytes, offset, length);
      return;
    }
    try {
      security.require(account.keys().requestProtection(), account.keys().requestSigned());
      Unprotected view = security.unprotect(bytes, offset, length);
      answering = account.keys().answer(view.policy());
      security.transactionId(view.transactionId());
      boolean general = view.transactionId().length > 0 || answering.signed();
      room = roomOf(general ? LONG_OVERHEAD : SHORT_OVERHEAD);
      serve(view.array(), view.offset(), view.length());
    } catch (CipheringException e) {
      meter.refusedCiphering();
      refuse(e);
    }
  }

  private int roomOf(int overhead) {
    return Math.max(overhead + 16, clientMax) - overhead;
  }

  private void refuse(CipheringException e) throws IOException {
    switch (e.reason()) {
      case REPLAYED -> {
        plain.reset().put8(EXCEPTION_RESPONSE).put16(INVOCATION_COUNTER_ERROR);
        plain.put32(account.keys().nextCounter(security.peerSystemTitle()));
        emit(plain);
      }
      case NOT_CIPHERED, INSUFFICIENT_PROTECTION -> refuse(OPERATION_NOT_POSSIBLE);
      default -> refuse(DECIPHERING_ERROR);
    }
  }

  private void serve(byte[] bytes, int offset, int length) throws IOException {
    int tag = bytes[offset] & 0xFF;
    plain.reset();
    try {
      boolean answered;
      switch (tag) {
        case LnServices.GET_REQUEST,
            LnServices.SET_REQUEST,
            LnServices.ACTION_REQUEST,
            LnServices.ACCESS_REQUEST -> {
          if (!context.isLogicalName() || !mayServe(bytes, offset, length)) {
            refuse(tag, OPERATION_NOT_POSSIBLE);
            return;
          }
          answered = logicalNames.answer(bytes, offset, length, plain);
        }
        case SnServices.READ_REQUEST,
            SnServices.WRITE_REQUEST,
            SnServices.UNCONFIRMED_WRITE_REQUEST -> {
          if (context.isLogicalName() || !mayServe(bytes, offset, length)) {
            refuse(tag, OPERATION_NOT_POSSIBLE);
            return;
          }
          answered = shortNames.answer(bytes, offset, length, plain);
        }
        case DATA_NOTIFICATION_CONFIRM -> {
          meter.confirmed();
          return;
        }
        default -> {
          refuse(SERVICE_NOT_SUPPORTED);
          return;
        }
      }
      if (answered) {
        respond();
      }
    } catch (ApduException e) {
      refuse(tag, OTHER_REASON);
    }
  }

  /** While the client has yet to prove who it is, that is all that it may do. */
  private boolean mayServe(byte[] bytes, int offset, int length) {
    return state == State.ASSOCIATED || AssociationObject.isReplyToHls(bytes, offset, length);
  }

  private void respond() throws IOException {
    try {
      sender.prepare(plain, security, answering);
    } catch (CipheringException e) {
      refuse(DECIPHERING_ERROR);
      return;
    }
    boolean tooLong = sender.length() > clientMax;
    if (tooLong && faults.strikes(MeterFault.Kind.OVERSIZED_APDU)) {
      sender.emit();
    } else if (gbt.requested()
        || tooLong && conformance.has(Conformance.Bit.GENERAL_BLOCK_TRANSFER)) {
      gbt.send(sender.copy(), clientMax);
    } else if (tooLong) {
      refuse(PDU_TOO_LONG);
    } else {
      sender.emit();
    }
  }

  /** Refuses a request: state error times 256 plus service error. */
  void refuse(int errors) throws IOException {
    plain.reset().put8(EXCEPTION_RESPONSE).put16(errors);
    emit(plain);
  }

  /** Refuses a request as its referencing has it. */
  private void refuse(int tag, int errors) throws IOException {
    switch (tag) {
      case SnServices.READ_REQUEST, SnServices.WRITE_REQUEST -> {
        // No DLMS context, or else a service error of the kind "other".
        int error = errors == OPERATION_NOT_POSSIBLE ? 0x0201 : 0x0300;
        plain.reset().put8(CONFIRMED_SERVICE_ERROR).put8(tag).put16(error);
        emit(plain);
      }
      case SnServices.UNCONFIRMED_WRITE_REQUEST -> meter.dropped();
      default -> refuse(errors);
    }
  }

  /** The second or a later block of a transfer is about to be answered. */
  void inBlocks() {
    if (faults.strikes(MeterFault.Kind.CLOSED_IN_BLOCKS)) {
      throw new ClosedOnPurposeException();
    }
  }

  /** Sends an APDU as it is. */
  void emit(DataWriter apdu) throws IOException {
    sender.emit(apdu);
  }

  /** Sends what nobody has asked for; whether there is an association to send it in. */
  boolean push(byte[] apdu) throws IOException {
    if (state != State.ASSOCIATED) {
      return false;
    }
    sender.push(apdu, security, answering, clientMax);
    return true;
  }

  /** Ends the connection from within a service. */
  static final class ClosedOnPurposeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedOnPurposeException() {
      super("closed on purpose", null, false, false);
    }
  }
}
