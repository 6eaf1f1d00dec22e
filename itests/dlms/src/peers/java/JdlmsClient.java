/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later
 *
 * This program runs with a library under GPL-3.0 or later, as a process of its own, and may be used under that licence
 * too; it is no part of what Meterway ships.
 */

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.openmuc.jdlms.AccessResultCode;
import org.openmuc.jdlms.AttributeAddress;
import org.openmuc.jdlms.AuthenticationMechanism;
import org.openmuc.jdlms.DlmsConnection;
import org.openmuc.jdlms.GetResult;
import org.openmuc.jdlms.MethodParameter;
import org.openmuc.jdlms.MethodResultCode;
import org.openmuc.jdlms.ObisCode;
import org.openmuc.jdlms.SecuritySuite;
import org.openmuc.jdlms.SecuritySuite.EncryptionMechanism;
import org.openmuc.jdlms.SecuritySuite.SecurityPolicy;
import org.openmuc.jdlms.SelectiveAccessDescription;
import org.openmuc.jdlms.SetParameter;
import org.openmuc.jdlms.TcpConnectionBuilder;
import org.openmuc.jdlms.datatypes.CosemDateTime;
import org.openmuc.jdlms.datatypes.DataObject;

/**
 * A client of the library jDLMS. The first argument holds options, each further one is a request;
 * for each it prints {@code @result REQUEST = VALUE} or {@code @result REQUEST ! WORDS}.
 *
 * <p>Options, {@code NAME=VALUE,...}: {@code run} its name; {@code port}; {@code framing} wrapper
 * or hdlc; {@code client}, {@code server}; {@code auth} none, lls or gmac; {@code ciphering} none,
 * auth, enc or authenc; {@code password}; {@code timeout}.
 *
 * <p>Requests: {@code get=CLASS:NAME:ATTRIBUTE}, {@code list=GET;GET}, {@code
 * set=CLASS:NAME:ATTRIBUTE:HEX} an octet string, {@code call=CLASS:NAME:METHOD}, {@code
 * entries=NAME:FIRST:COUNT}, {@code range=NAME/FROM/TO}.
 */
public final class JdlmsClient {
  private final DlmsConnection connection;

  private JdlmsClient(DlmsConnection connection) {
    this.connection = connection;
  }

  public static void main(String[] arguments) {
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
    try (DlmsConnection connection = connect(options)) {
      System.out.println("@associated");
      JdlmsClient client = new JdlmsClient(connection);
      for (String request : arguments.subList(1, arguments.size())) {
        client.tell(request);
      }
      System.out.println("@released");
    } catch (IOException | RuntimeException e) {
      System.out.println("@refused " + e);
    }
  }

  private void tell(String request) {
    try {
      System.out.println("@result " + request + " = " + request(request));
    } catch (IOException | RuntimeException e) {
      System.out.println("@result " + request + " ! " + e);
    }
  }

  private static DlmsConnection connect(Map<String, String> options) throws IOException {
    TcpConnectionBuilder builder =
        new TcpConnectionBuilder(InetAddress.getLoopbackAddress())
            .setPort(Integer.parseInt(options.get("port")))
            .setClientId(Integer.parseInt(options.getOrDefault("client", "16")))
            .setLogicalDeviceId(Integer.parseInt(options.getOrDefault("server", "1")))
            .setResponseTimeout(Integer.parseInt(options.getOrDefault("timeout", "5000")))
            .setFrameCounter(Long.parseLong(options.getOrDefault("counter", "1")))
            .setSystemTitle("KUR", 1)
            .setChallengeLength(16)
            .setSecuritySuite(suite(options));
    if (options.getOrDefault("framing", "wrapper").equals("hdlc")) {
      builder.useHdlc();
    } else {
      builder.useWrapper();
    }
    return builder.build();
  }

  private static SecuritySuite suite(Map<String, String> options) {
    SecuritySuite.SecuritySuiteBuilder builder = SecuritySuite.builder();
    String mechanism = options.getOrDefault("auth", "none");
    if (mechanism.equals("lls")) {
      builder
          .setAuthenticationMechanism(AuthenticationMechanism.LOW)
          .setPassword(
              options.getOrDefault("password", "12345678").getBytes(StandardCharsets.US_ASCII));
    } else if (mechanism.equals("gmac")) {
      builder
          .setAuthenticationMechanism(AuthenticationMechanism.HLS5_GMAC)
          .setAuthenticationKey(key(0xD0))
          .setGlobalUnicastEncryptionKey(key(0x00))
          .setSecurityPolicy(policy(options.getOrDefault("ciphering", "none")));
      if (!options.getOrDefault("ciphering", "none").equals("none")) {
        builder.setEncryptionMechanism(EncryptionMechanism.AES_GCM_128);
      }
    }
    return builder.build();
  }

  private static SecurityPolicy policy(String ciphering) {
    switch (ciphering) {
      case "auth":
        return SecurityPolicy.AUTHENTICATED;
      case "enc":
        return SecurityPolicy.ENCRYPTED;
      case "authenc":
        return SecurityPolicy.AUTHENTICATED_AND_ENCRYPTED;
      default:
        return SecurityPolicy.NOTHING;
    }
  }

  private static byte[] key(int first) {
    byte[] key = new byte[16];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (first + i);
    }
    return key;
  }

  private String request(String request) throws IOException {
    String[] parts = request.split("=", 2);
    String[] target = parts[1].split(":");
    switch (parts[0]) {
      case "get":
        return words(connection.get(address(target, null)));
      case "list":
        List<AttributeAddress> addresses = new ArrayList<>();
        for (String item : parts[1].split(";")) {
          addresses.add(address(item.split(":"), null));
        }
        StringJoiner joiner = new StringJoiner(" ", "[", "]");
        for (GetResult result : connection.get(addresses)) {
          joiner.add(words(result));
        }
        return joiner.toString();
      case "set":
        AccessResultCode code =
            connection.set(
                new SetParameter(
                    address(target, null),
                    DataObject.newOctetStringData(HexFormat.of().parseHex(target[3]))));
        if (code != AccessResultCode.SUCCESS) {
          throw new IOException(code.name());
        }
        return "done";
      case "call":
        MethodResultCode result =
            connection
                .action(
                    new MethodParameter(
                        Integer.parseInt(target[0]),
                        target[1],
                        Integer.parseInt(target[2]),
                        DataObject.newInteger8Data((byte) 0)))
                .getResultCode();
        if (result != MethodResultCode.SUCCESS) {
          throw new IOException(result.name());
        }
        return "done";
      case "entries":
        int first = Integer.parseInt(target[1]);
        return profile(
            target[0],
            new SelectiveAccessDescription(
                2,
                DataObject.newStructureData(
                    DataObject.newUInteger32Data(first),
                    DataObject.newUInteger32Data(first + Integer.parseInt(target[2]) - 1),
                    DataObject.newUInteger16Data(1),
                    DataObject.newUInteger16Data(0))));
      case "range":
        String[] range = parts[1].split("/");
        return profile(
            range[0],
            new SelectiveAccessDescription(
                1,
                DataObject.newStructureData(
                    DataObject.newStructureData(
                        DataObject.newUInteger16Data(8),
                        DataObject.newOctetStringData(new ObisCode("0.0.1.0.0.255").bytes()),
                        DataObject.newInteger8Data((byte) 2),
                        DataObject.newUInteger16Data(0)),
                    time(range[1]),
                    time(range[2]),
                    DataObject.newArrayData(new ArrayList<>()))));
      default:
        throw new IllegalArgumentException(request);
    }
  }

  private String profile(String name, SelectiveAccessDescription selection) throws IOException {
    return words(connection.get(address(new String[] {"7", name, "2"}, selection)));
  }

  private static AttributeAddress address(String[] target, SelectiveAccessDescription selection) {
    return new AttributeAddress(
        Integer.parseInt(target[0]),
        new ObisCode(target[1]),
        Integer.parseInt(target[2]),
        selection);
  }

  private static DataObject time(String text) {
    ZonedDateTime time = ZonedDateTime.parse(text);
    return DataObject.newOctetStringData(
        new CosemDateTime(
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getDayOfWeek().getValue(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                0,
                0)
            .encode());
  }

  private static String words(GetResult result) throws IOException {
    if (!result.requestSuccessful()) {
      throw new IOException(result.getResultCode().name());
    }
    return words(result.getResultData());
  }

  /**
   * Numbers in decimal, octets as {@code xHEX}, text in quotes, arrays and structures in brackets.
   */
  private static String words(DataObject value) {
    switch (value.getType()) {
      case OCTET_STRING:
        return "x" + HexFormat.of().formatHex((byte[]) value.getRawValue());
      case VISIBLE_STRING:
      case UTF8_STRING:
        return "\"" + new String((byte[]) value.getRawValue(), StandardCharsets.UTF_8) + "\"";
      case ARRAY:
      case STRUCTURE:
        StringJoiner joiner = new StringJoiner(" ", "[", "]");
        List<DataObject> elements = value.getValue();
        for (DataObject element : elements) {
          joiner.add(words(element));
        }
        return joiner.toString();
      default:
        return String.valueOf(value.getRawValue());
    }
  }
}
