/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.meterway.dlms.apdu.Aare;
import org.meterway.dlms.apdu.Aarq;
import org.meterway.dlms.apdu.ActionRequest;
import org.meterway.dlms.apdu.ActionResponse;
import org.meterway.dlms.apdu.ActionResult;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduCodec;
import org.meterway.dlms.apdu.ApduException;
import org.meterway.dlms.apdu.ApplicationContext;
import org.meterway.dlms.apdu.AssociationResult;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.Conformance.Bit;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Diagnostic;
import org.meterway.dlms.apdu.GetRequest;
import org.meterway.dlms.apdu.GetResponse;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.InitiateResponse;
import org.meterway.dlms.apdu.Rlre;
import org.meterway.dlms.apdu.Rlrq;
import org.meterway.dlms.apdu.SetRequest;
import org.meterway.dlms.apdu.SetResponse;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.transport.ApduConversation;
import org.meterway.dlms.transport.ApduServer;
import org.meterway.dlms.transport.Received;
import org.meterway.dlms.transport.Servers;
import org.meterway.dlms.transport.TransportTimeoutException;
import org.meterway.dlms.transport.WrapperOptions;

/** A meter of a few attributes, without security, which may be refusing, silent or slow. */
final class FakeMeter implements AutoCloseable {
  final Map<String, Data> values = new ConcurrentHashMap<>();
  final AtomicInteger associations = new AtomicInteger();
  final AtomicInteger gets = new AtomicInteger();
  final List<String> calls = new CopyOnWriteArrayList<>();
  volatile boolean refusing;
  volatile boolean silent;

  /** A get waits for it, if there is one. */
  volatile CountDownLatch hold;

  private final List<ApduConversation> conversations = new CopyOnWriteArrayList<>();
  private final ApduServer server;

  FakeMeter() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = Servers.tcpWrapper(any, 4, WrapperOptions.defaults(), this::serve);
    values.put("3:1.0.1.8.0.255:2", Data.unsigned32(12345));
    values.put("3:1.0.1.8.0.255:3", Data.structure(Data.int8(-1), Data.enumeration(30)));
    values.put("1:0.0.96.1.0.255:2", Data.unsigned16(5));
  }

  String uri() {
    return "tcp://127.0.0.1:" + server.address().getPort();
  }

  /** Ends the connections that there are; others are taken. */
  void disconnect() throws IOException {
    for (ApduConversation conversation : conversations) {
      conversation.close();
    }
  }

  @Override
  public void close() throws IOException {
    CountDownLatch held = hold;
    if (held != null) {
      held.countDown();
    }
    server.close();
  }

  void serve(ApduConversation conversation) throws IOException {
    conversations.add(conversation);
    while (true) {
      Received received;
      try {
        received = conversation.receive(Duration.ofSeconds(60));
      } catch (TransportTimeoutException e) {
        continue;
      }
      if (received == null) {
        return;
      }
      Apdu answer = answer(decode(received.toByteArray()));
      if (answer != null) {
        byte[] apdu = ApduCodec.encode(answer);
        conversation.send(received.source(), received.destination(), apdu, 0, apdu.length);
      }
    }
  }

  private static Apdu decode(byte[] apdu) throws IOException {
    try {
      return ApduCodec.decode(apdu);
    } catch (ApduException e) {
      throw new IOException(e);
    }
  }

  private Apdu answer(Apdu request) {
    if (request instanceof Aarq) {
      return associate();
    }
    if (request instanceof Rlrq) {
      return Rlre.of(0, null);
    }
    if (silent) {
      return null;
    }
    if (request instanceof GetRequest.Normal get) {
      return new GetResponse.Normal(get.invokeId(), get(get.attribute()));
    }
    if (request instanceof GetRequest.WithList list) {
      return new GetResponse.WithList(
          list.invokeId(), list.items().stream().map(item -> get(item.attribute())).toList());
    }
    if (request instanceof SetRequest.Normal set) {
      boolean known = values.replace(set.attribute().toString(), set.value()) != null;
      return new SetResponse.Normal(
          set.invokeId(), known ? DataAccessResult.SUCCESS : DataAccessResult.READ_WRITE_DENIED);
    }
    if (request instanceof ActionRequest.Normal action) {
      calls.add(action.method() + " " + action.parameters());
      return new ActionResponse.Normal(
          action.invokeId(), ActionResult.SUCCESS, GetResult.of(Data.unsigned8(7)), false);
    }
    throw new IllegalStateException("not played: " + request);
  }

  private Apdu associate() {
    if (refusing) {
      return Aare.builder()
          .applicationContext(ApplicationContext.of(true, false))
          .result(AssociationResult.REJECTED_PERMANENT)
          .diagnostic(Diagnostic.AUTHENTICATION_FAILURE)
          .build();
    }
    associations.incrementAndGet();
    Conformance services = Conformance.of(Bit.GET, Bit.SET, Bit.ACTION, Bit.MULTIPLE_REFERENCES);
    InitiateResponse initiate =
        new InitiateResponse(null, 6, services, 0xFFFF, InitiateResponse.LOGICAL_NAMES);
    return Aare.builder()
        .applicationContext(ApplicationContext.of(true, false))
        .result(AssociationResult.ACCEPTED)
        .diagnostic(Diagnostic.NULL)
        .userInformation(ApduCodec.encode(initiate))
        .build();
  }

  private GetResult get(AttributeReference attribute) {
    gets.incrementAndGet();
    CountDownLatch held = hold;
    if (held != null) {
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    Data value = values.get(attribute.toString());
    return value == null ? GetResult.of(DataAccessResult.OBJECT_UNDEFINED) : GetResult.of(value);
  }
}
