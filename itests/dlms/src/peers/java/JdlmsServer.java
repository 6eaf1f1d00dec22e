/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later
 *
 * This program runs with a library under GPL-3.0 or later, as a process of its own, and may be used under that licence
 * too; it is no part of what Meterway ships.
 */

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openmuc.jdlms.AccessResultCode;
import org.openmuc.jdlms.AttributeAccessMode;
import org.openmuc.jdlms.AuthenticationMechanism;
import org.openmuc.jdlms.CosemAttribute;
import org.openmuc.jdlms.CosemClass;
import org.openmuc.jdlms.CosemMethod;
import org.openmuc.jdlms.CosemSnInterfaceObject;
import org.openmuc.jdlms.DlmsServer;
import org.openmuc.jdlms.IllegalAttributeAccessException;
import org.openmuc.jdlms.LogicalDevice;
import org.openmuc.jdlms.SecuritySuite;
import org.openmuc.jdlms.SecuritySuite.EncryptionMechanism;
import org.openmuc.jdlms.SecuritySuite.SecurityPolicy;
import org.openmuc.jdlms.SelectiveAccessDescription;
import org.openmuc.jdlms.datatypes.CosemDateTime;
import org.openmuc.jdlms.datatypes.DataObject;
import org.openmuc.jdlms.datatypes.DataObject.Type;
import org.openmuc.jdlms.sessionlayer.server.ServerSessionLayerFactories;
import org.openmuc.jdlms.settings.client.ReferencingMethod;

/**
 * A meter of the library jDLMS, with the objects, keys and passwords of the recorded exchanges as
 * far as the library goes. Each argument is a listener, {@code NAME:OPTION=VALUE,...}; for each it
 * prints {@code @port NAME PORT}, then {@code @ready}. Ends when its standard input ends.
 *
 * <p>Options: {@code framing} wrapper or hdlc; {@code ref} ln or sn; {@code rows} of the load
 * profile. Client 16 is the public one; 1 has a password, 2 to 5 GMAC with ciphering authenc, auth,
 * enc and none.
 */
public final class JdlmsServer {
  private static final int EPOCH_YEAR = 2024;

  private JdlmsServer() {}

  public static void main(String[] listeners) throws Exception {
    List<DlmsServer> servers = new ArrayList<>();
    for (String listener : listeners) {
      servers.add(listen(listener));
    }
    System.out.println("@ready");
    while (System.in.read() >= 0) {
      // Whoever started this closes it.
    }
    System.exit(0);
  }

  private static DlmsServer listen(String listener) throws IOException {
    int colon = listener.indexOf(':');
    Map<String, String> options = new HashMap<>();
    for (String option : listener.substring(colon + 1).split(",")) {
      String[] pair = option.split("=", 2);
      if (pair.length == 2) {
        options.put(pair[0], pair[1]);
      }
    }
    IOException taken = null;
    for (int i = 0; i < 5; i++) {
      int port = freePort();
      try {
        DlmsServer server = server(port, options);
        System.out.println("@port " + listener.substring(0, colon) + " " + port);
        return server;
      } catch (IOException e) {
        taken = e;
      }
    }
    throw taken;
  }

  /** The library takes no port 0. */
  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  private static DlmsServer server(int port, Map<String, String> options) throws IOException {
    LogicalDevice device = new LogicalDevice(1, "MMM0000012345678", "MMM", 12_345_678);
    device.setMasterKey(key(0x40));
    device.addRestriction(16, SecuritySuite.builder().build());
    device.addRestriction(1, suite(AuthenticationMechanism.LOW, SecurityPolicy.NOTHING));
    device.addRestriction(
        2, suite(AuthenticationMechanism.HLS5_GMAC, SecurityPolicy.AUTHENTICATED_AND_ENCRYPTED));
    device.addRestriction(
        3, suite(AuthenticationMechanism.HLS5_GMAC, SecurityPolicy.AUTHENTICATED));
    device.addRestriction(4, suite(AuthenticationMechanism.HLS5_GMAC, SecurityPolicy.ENCRYPTED));
    device.addRestriction(5, suite(AuthenticationMechanism.HLS5_GMAC, SecurityPolicy.NOTHING));
    int rows = Integer.parseInt(options.getOrDefault("rows", "20"));
    device.registerCosemObject(
        new Octets(0x100, "0.0.96.1.1.255", DataObject.newOctetStringData(new byte[16])),
        new Octets(
            0x110,
            "0.0.96.1.2.255",
            DataObject.newVisibleStringData("Meterway".getBytes(StandardCharsets.US_ASCII))),
        new Register(0x200, "1.0.1.8.0.255", 12_345_678, 0, 30),
        new Register(0x230, "1.0.2.8.0.255", 4_321, 0, 30),
        new Register(0x260, "1.0.3.8.0.255", 777, 0, 32),
        new Register(0x290, "1.0.1.7.0.255", 1_500, 0, 27),
        new Register(0x2C0, "1.0.32.7.0.255", 2_301, -1, 35),
        new Register(0x2F0, "1.0.52.7.0.255", 2_312, -1, 35),
        new Register(0x320, "1.0.72.7.0.255", 2_298, -1, 35),
        new Register(0x350, "1.0.31.7.0.255", 652, -2, 33),
        new Register(0x380, "1.0.14.7.0.255", 5_000, -2, 44),
        new Clock(0x400, "0.0.1.0.0.255"),
        new Disconnector(0x480, "0.0.96.3.10.255"),
        new Profile(0x500, "1.0.99.1.0.255", rows));
    return DlmsServer.tcpServerBuilder(port)
        .setSessionLayerFactory(
            options.getOrDefault("framing", "wrapper").equals("hdlc")
                ? ServerSessionLayerFactories.newHdlcSessionLayerFactory()
                : ServerSessionLayerFactories.newWrapperSessionLayerFactory())
        .setReferencingMethod(
            options.getOrDefault("ref", "ln").equals("sn")
                ? ReferencingMethod.SHORT
                : ReferencingMethod.LOGICAL)
        .registerLogicalDevice(device)
        .build();
  }

  private static SecuritySuite suite(AuthenticationMechanism mechanism, SecurityPolicy policy) {
    SecuritySuite.SecuritySuiteBuilder builder =
        SecuritySuite.builder()
            .setAuthenticationMechanism(mechanism)
            .setSecurityPolicy(policy)
            .setPassword("12345678".getBytes(StandardCharsets.US_ASCII));
    if (mechanism == AuthenticationMechanism.HLS5_GMAC) {
      builder.setAuthenticationKey(key(0xD0)).setGlobalUnicastEncryptionKey(key(0x00));
    }
    if (policy.isEncrypted() || policy.isAuthenticated()) {
      builder.setEncryptionMechanism(EncryptionMechanism.AES_GCM_128);
    }
    return builder.build();
  }

  private static byte[] key(int first) {
    byte[] key = new byte[16];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (first + i);
    }
    return key;
  }

  private static DataObject time(int quarter) {
    LocalDateTime time = LocalDateTime.of(EPOCH_YEAR, 1, 1, 0, 0).plusMinutes(15L * quarter);
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

  /** Class 1. */
  @CosemClass(id = 1)
  public static final class Octets extends CosemSnInterfaceObject {
    @CosemAttribute(id = 2, snOffset = 0x08)
    private DataObject value;

    Octets(int shortName, String name, DataObject value) {
      super(shortName, name);
      this.value = value;
    }

    public DataObject getValue() {
      return value;
    }

    public void setValue(DataObject value) {
      this.value = value;
    }
  }

  /** Class 3. */
  @CosemClass(id = 3)
  public static final class Register extends CosemSnInterfaceObject {
    @CosemAttribute(id = 2, accessMode = AttributeAccessMode.READ_ONLY, snOffset = 0x08)
    private final DataObject value;

    @CosemAttribute(id = 3, accessMode = AttributeAccessMode.READ_ONLY, snOffset = 0x10)
    private final DataObject scalerUnit;

    Register(int shortName, String name, long value, int scaler, int unit) {
      super(shortName, name);
      this.value = DataObject.newUInteger32Data(value);
      this.scalerUnit =
          DataObject.newStructureData(
              DataObject.newInteger8Data((byte) scaler), DataObject.newEnumerateData(unit));
    }

    public DataObject getValue() {
      return value;
    }

    public DataObject getScalerUnit() {
      return scalerUnit;
    }
  }

  /** Class 8, the time only. */
  @CosemClass(id = 8)
  public static final class Clock extends CosemSnInterfaceObject {
    @CosemAttribute(id = 2, type = Type.OCTET_STRING, snOffset = 0x08)
    private DataObject time = JdlmsServer.time(0);

    Clock(int shortName, String name) {
      super(shortName, name);
    }

    public DataObject getTime() {
      return time;
    }

    public void setTime(DataObject time) {
      this.time = time;
    }
  }

  /** Class 70. */
  @CosemClass(id = 70)
  public static final class Disconnector extends CosemSnInterfaceObject {
    @CosemAttribute(id = 2, accessMode = AttributeAccessMode.READ_ONLY, snOffset = 0x08)
    private DataObject outputState = DataObject.newBoolData(true);

    @CosemAttribute(id = 3, accessMode = AttributeAccessMode.READ_ONLY, snOffset = 0x10)
    private DataObject controlState = DataObject.newEnumerateData(1);

    Disconnector(int shortName, String name) {
      super(shortName, name);
    }

    public DataObject getOutputState() {
      return outputState;
    }

    public DataObject getControlState() {
      return controlState;
    }

    @CosemMethod(id = 1, consumes = Type.INTEGER, snOffset = 0x20)
    public void remoteDisconnect(DataObject parameter) {
      connect(false);
    }

    @CosemMethod(id = 2, consumes = Type.INTEGER, snOffset = 0x28)
    public void remoteReconnect(DataObject parameter) {
      connect(true);
    }

    private void connect(boolean connected) {
      outputState = DataObject.newBoolData(connected);
      controlState = DataObject.newEnumerateData(connected ? 1 : 0);
    }
  }

  /** Class 7, with selection by range and by entry. */
  @CosemClass(id = 7, version = 1)
  public static final class Profile extends CosemSnInterfaceObject {
    @CosemAttribute(
        id = 2,
        accessMode = AttributeAccessMode.READ_ONLY,
        selector = {1, 2},
        snOffset = 0x08)
    private final DataObject buffer;

    @CosemAttribute(id = 3, accessMode = AttributeAccessMode.READ_ONLY, snOffset = 0x10)
    private final DataObject captureObjects;

    @CosemAttribute(id = 4, accessMode = AttributeAccessMode.READ_ONLY, snOffset = 0x18)
    private final DataObject capturePeriod = DataObject.newUInteger32Data(900);

    @CosemAttribute(id = 7, accessMode = AttributeAccessMode.READ_ONLY, snOffset = 0x30)
    private final DataObject entriesInUse;

    private final List<DataObject> rows = new ArrayList<>();

    Profile(int shortName, String name, int count) {
      super(shortName, name);
      for (int i = 0; i < count; i++) {
        rows.add(
            DataObject.newStructureData(
                JdlmsServer.time(i),
                DataObject.newUInteger8Data((short) (i % 12 == 0 ? 8 : 0)),
                DataObject.newUInteger32Data(1_000_000L + 25L * i),
                DataObject.newUInteger32Data(5_000L + i % 10)));
      }
      buffer = DataObject.newArrayData(rows);
      entriesInUse = DataObject.newUInteger32Data(count);
      captureObjects =
          DataObject.newArrayData(
              Arrays.asList(
                  column(8, 0, 0, 1, 0, 0, 255),
                  column(1, 0, 0, 96, 10, 1, 255),
                  column(3, 1, 0, 1, 8, 0, 255),
                  column(3, 1, 0, 2, 8, 0, 255)));
    }

    private static DataObject column(int classId, int... name) {
      byte[] bytes = new byte[6];
      for (int i = 0; i < 6; i++) {
        bytes[i] = (byte) name[i];
      }
      return DataObject.newStructureData(
          DataObject.newUInteger16Data(classId),
          DataObject.newOctetStringData(bytes),
          DataObject.newInteger8Data((byte) 2),
          DataObject.newUInteger16Data(0));
    }

    public DataObject getBuffer(SelectiveAccessDescription selection)
        throws IllegalAttributeAccessException {
      if (selection == null) {
        return buffer;
      }
      List<DataObject> parameters = selection.getAccessParameter().getValue();
      if (selection.getAccessSelector() == 2) {
        int first = number(parameters.get(0));
        int last = number(parameters.get(1));
        return DataObject.newArrayData(
            rows.subList(first - 1, last == 0 ? rows.size() : Math.min(last, rows.size())));
      }
      if (selection.getAccessSelector() == 1) {
        byte[] from = parameters.get(1).getValue();
        byte[] to = parameters.get(2).getValue();
        List<DataObject> chosen = new ArrayList<>();
        for (DataObject row : rows) {
          List<DataObject> cells = row.getValue();
          byte[] time = cells.get(0).getValue();
          if (compare(time, from) >= 0 && compare(time, to) <= 0) {
            chosen.add(row);
          }
        }
        return DataObject.newArrayData(chosen);
      }
      throw new IllegalAttributeAccessException(AccessResultCode.SCOPE_OF_ACCESS_VIOLATED);
    }

    public DataObject getCaptureObjects() {
      return captureObjects;
    }

    public DataObject getCapturePeriod() {
      return capturePeriod;
    }

    public DataObject getEntriesInUse() {
      return entriesInUse;
    }

    private static int number(DataObject value) {
      return ((Number) value.getRawValue()).intValue();
    }

    /** By year, month, day, hour, minute and second; the day of the week may be unspecified. */
    private static int compare(byte[] one, byte[] other) {
      for (int i : new int[] {0, 1, 2, 3, 5, 6, 7}) {
        int difference = (one[i] & 0xFF) - (other[i] & 0xFF);
        if (difference != 0) {
          return difference;
        }
      }
      return 0;
    }
  }
}
