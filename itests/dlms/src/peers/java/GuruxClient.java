/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only
 *
 * This program runs with a library under GPL-2.0, as a process of its own, and may be used under that licence too; it
 * is no part of what Meterway ships.
 */

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSClient;
import gurux.dlms.GXDateTime;
import gurux.dlms.GXReplyData;
import gurux.dlms.GXSimpleEntry;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.Conformance;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.enums.Security;
import gurux.dlms.objects.GXDLMSCaptureObject;
import gurux.dlms.objects.GXDLMSClock;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import gurux.dlms.objects.enums.SecuritySuite;
import gurux.dlms.secure.GXDLMSSecureClient;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.StringJoiner;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A client of the library gurux.dlms. The first argument holds options, each further one is a
 * request; for each it prints {@code @result REQUEST = VALUE} or {@code @result REQUEST ! WORDS}.
 *
 * <p>Options, {@code NAME=VALUE,...}: {@code run} its name; {@code port}; {@code framing} wrapper
 * or hdlc; {@code client}, {@code server}; {@code auth} none, lls, hls2, md5, sha1, gmac, sha256 or
 * ecdsa; {@code ciphering} none, auth, enc or authenc; {@code suite}; {@code ref} ln or sn; {@code
 * pdu}; {@code gbt} the window of general block transfer; {@code password}.
 *
 * <p>Requests: {@code get=CLASS:NAME:ATTRIBUTE}, {@code list=GET;GET}, {@code
 * set=CLASS:NAME:ATTRIBUTE:HEX} an octet string, {@code call=CLASS:NAME:METHOD}, {@code
 * entries=NAME:FIRST:COUNT}, {@code range=NAME/FROM/TO}, {@code objects} the number of objects in
 * the association.
 */
public final class GuruxClient {
  private final GXDLMSSecureClient client;
  private final Map<String, String> options;
  private final Socket socket;
  private final byte[] buffer = new byte[65536];

  private GuruxClient(Map<String, String> options) throws Exception {
    this.options = options;
    boolean hdlc = option("framing", "wrapper").equals("hdlc");
    Authentication mechanism = mechanism(option("auth", "none"));
    int suite = Integer.parseInt(option("suite", "0"));
    client =
        new GXDLMSSecureClient(
            !option("ref", "ln").equals("sn"),
            Integer.parseInt(option("client", "16")),
            Integer.parseInt(option("server", "1")),
            mechanism,
            option("password", "12345678"),
            hdlc ? InterfaceType.HDLC : InterfaceType.WRAPPER);
    client.setAutoIncreaseInvokeID(true);
    client.setMaxReceivePDUSize(Integer.parseInt(option("pdu", "65535")));
    client.getCiphering().setSystemTitle(HexFormat.of().parseHex("4B55520000000001"));
    client.getCiphering().setSecuritySuite(SecuritySuite.forValue(suite));
    client.getCiphering().setBlockCipherKey(key(0x00, suite));
    client.getCiphering().setAuthenticationKey(key(0xD0, suite));
    client.getCiphering().setInvocationCounter(Long.parseLong(option("counter", "1")));
    client.getCiphering().setSecurity(security(option("ciphering", "none")));
    if (!client.getUseLogicalNameReferencing()) {
      client.getProposedConformance().add(Conformance.BLOCK_TRANSFER_WITH_GET_OR_READ);
    }
    if (suite > 0) {
      client.getProposedConformance().add(Conformance.GENERAL_PROTECTION);
    }
    if (options.containsKey("gbt")) {
      client.getProposedConformance().add(Conformance.GENERAL_BLOCK_TRANSFER);
      client.setGbtWindowSize(Byte.parseByte(options.get("gbt")));
    }
    String own = System.getProperty("signing.private");
    String peer = System.getProperty("signing.public");
    if (own != null && peer != null) {
      KeyFactory factory = KeyFactory.getInstance("EC");
      client
          .getCiphering()
          .setSigningKeyPair(
              new KeyPair(
                  factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(peer))),
                  factory.generatePrivate(
                      new PKCS8EncodedKeySpec(Base64.getDecoder().decode(own)))));
    }
    socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(options.get("port")));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Integer.parseInt(option("timeout", "5000")));
  }

  public static void main(String[] arguments) {
    Logger.getLogger("gurux").setLevel(Level.WARNING);
    int from = 0;
    for (int i = 0; i <= arguments.length; i++) {
      if (i == arguments.length || arguments[i].equals("--")) {
        run(Arrays.asList(arguments).subList(from, i));
        from = i + 1;
      }
    }
    System.exit(0);
  }

  private static void run(List<String> arguments) {
    Map<String, String> options = new HashMap<>();
    for (String option : arguments.get(0).split(",")) {
      String[] pair = option.split("=", 2);
      if (pair.length == 2) {
        options.put(pair[0], pair[1]);
      }
    }
    System.out.println("@run " + options.get("run"));
    try {
      GuruxClient client = new GuruxClient(options);
      client.associate();
      System.out.println("@associated");
      for (String request : arguments.subList(1, arguments.size())) {
        client.tell(request);
      }
      client.release();
      System.out.println("@released");
    } catch (Exception e) {
      System.out.println("@refused " + e);
    }
  }

  private void tell(String request) {
    try {
      System.out.println("@result " + request + " = " + request(request));
    } catch (Exception e) {
      System.out.println("@result " + request + " ! " + e);
    }
  }

  private void associate() throws Exception {
    byte[] snrm = client.snrmRequest();
    if (snrm.length != 0) {
      client.parseUAResponse(exchange(new byte[][] {snrm}).getData());
    }
    client.parseAareResponse(exchange(client.aarqRequest()).getData());
    if (client.getIsAuthenticationRequired()) {
      client.parseApplicationAssociationResponse(
          exchange(client.getApplicationAssociationRequest()).getData());
    }
  }

  private void release() throws Exception {
    if (!option("framing", "wrapper").equals("hdlc")) {
      exchange(client.releaseRequest());
    } else {
      exchange(new byte[][] {client.disconnectRequest()});
    }
    socket.close();
  }

  private String request(String request) throws Exception {
    String[] parts = request.split("=", 2);
    String[] target = parts.length == 1 ? new String[0] : parts[1].split(":");
    switch (parts[0]) {
      case "get":
        return words(
            exchange(client.read(name(target), type(target), Integer.parseInt(target[2])))
                .getValue());
      case "list":
        List<Entry<GXDLMSObject, Integer>> items = new ArrayList<>();
        for (String item : parts[1].split(";")) {
          String[] one = item.split(":");
          GXDLMSObject object = GXDLMSClient.createObject(type(one));
          object.setLogicalName(one[1]);
          items.add(new GXSimpleEntry<GXDLMSObject, Integer>(object, Integer.parseInt(one[2])));
        }
        GXReplyData values = new GXReplyData();
        for (byte[] frame : client.readList(items)) {
          exchange(frame, values);
        }
        return words(values.getValue());
      case "set":
        exchange(
            client.write(
                name(target),
                HexFormat.of().parseHex(target[3]),
                DataType.OCTET_STRING,
                type(target),
                Integer.parseInt(target[2])));
        return "done";
      case "call":
        exchange(
            client.method(
                name(target), type(target), Integer.parseInt(target[2]), 0, DataType.INT8));
        return "done";
      case "entries":
        return words(
            exchange(
                    client.readRowsByEntry(
                        profile(target[0]),
                        Integer.parseInt(target[1]),
                        Integer.parseInt(target[2])))
                .getValue());
      case "range":
        String[] range = parts[1].split("/");
        return words(
            exchange(client.readRowsByRange(profile(range[0]), time(range[1]), time(range[2])))
                .getValue());
      case "objects":
        return String.valueOf(
            client.parseObjects(exchange(client.getObjectsRequest()).getData(), false).size());
      default:
        throw new IllegalArgumentException(request);
    }
  }

  private static GXDLMSProfileGeneric profile(String name) {
    GXDLMSProfileGeneric profile = new GXDLMSProfileGeneric(name);
    GXDLMSClock clock = new GXDLMSClock("0.0.1.0.0.255");
    profile
        .getCaptureObjects()
        .add(
            new GXSimpleEntry<GXDLMSObject, GXDLMSCaptureObject>(
                clock, new GXDLMSCaptureObject(2, 0)));
    profile.setSortObject(clock);
    return profile;
  }

  private static GXDateTime time(String text) {
    return new GXDateTime(GregorianCalendar.from(ZonedDateTime.parse(text)));
  }

  private Object name(String[] target) {
    return client.getUseLogicalNameReferencing() ? target[1] : Integer.decode(target[1]);
  }

  private static ObjectType type(String[] target) {
    return ObjectType.forValue(Integer.parseInt(target[0]));
  }

  private GXReplyData exchange(byte[][] frames) throws Exception {
    GXReplyData reply = new GXReplyData();
    for (byte[] frame : frames) {
      reply.clear();
      exchange(frame, reply);
    }
    return reply;
  }

  /** Sends one frame and asks for what remains of the answer. */
  private void exchange(byte[] frame, GXReplyData reply) throws Exception {
    packet(frame, reply);
    while (reply.isMoreData()) {
      packet(reply.isStreaming() ? null : client.receiverReady(reply), reply);
    }
  }

  private void packet(byte[] frame, GXReplyData reply) throws Exception {
    if (frame != null) {
      socket.getOutputStream().write(frame);
    }
    GXByteBuffer received = new GXByteBuffer();
    GXReplyData notification = new GXReplyData();
    do {
      int length = socket.getInputStream().read(buffer);
      if (length < 0) {
        throw new EOFException("the meter closed the connection");
      }
      received.set(buffer, 0, length);
    } while (!client.getData(received, reply, notification));
    if (reply.getError() != 0) {
      throw new IOException(reply.getError() + " " + reply.getErrorMessage());
    }
  }

  private String option(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }

  private static Authentication mechanism(String name) {
    switch (name) {
      case "none":
        return Authentication.NONE;
      case "lls":
        return Authentication.LOW;
      case "hls2":
        return Authentication.HIGH;
      default:
        return Authentication.valueOf("HIGH_" + name.toUpperCase(java.util.Locale.ROOT));
    }
  }

  private static Security security(String name) {
    switch (name) {
      case "auth":
        return Security.AUTHENTICATION;
      case "enc":
        return Security.ENCRYPTION;
      case "authenc":
        return Security.AUTHENTICATION_ENCRYPTION;
      default:
        return Security.NONE;
    }
  }

  private static byte[] key(int first, int suite) {
    byte[] key = new byte[suite == 2 ? 32 : 16];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (first + i);
    }
    return key;
  }

  /**
   * Numbers in decimal, octets as {@code xHEX}, text in quotes, arrays and structures in brackets.
   */
  private static String words(Object value) {
    if (value instanceof byte[]) {
      return "x" + HexFormat.of().formatHex((byte[]) value);
    }
    if (value instanceof String) {
      return "\"" + value + "\"";
    }
    if (value instanceof Number && !(value instanceof Float) && !(value instanceof Double)) {
      return String.valueOf(((Number) value).longValue());
    }
    if (value instanceof Object[]) {
      return words(List.of((Object[]) value));
    }
    if (value instanceof List) {
      StringJoiner joiner = new StringJoiner(" ", "[", "]");
      for (Object element : (List<?>) value) {
        joiner.add(words(element));
      }
      return joiner.toString();
    }
    return String.valueOf(value);
  }
}
