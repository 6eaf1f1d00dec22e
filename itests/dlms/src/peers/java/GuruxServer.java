/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-only
 *
 * This program runs with a library under GPL-2.0, as a process of its own, and may be used under that licence too; it
 * is no part of what Meterway ships.
 */

import gurux.dlms.GXDLMSConnectionEventArgs;
import gurux.dlms.GXDateTime;
import gurux.dlms.GXServerReply;
import gurux.dlms.GXSimpleEntry;
import gurux.dlms.GXUInt32;
import gurux.dlms.GXUInt8;
import gurux.dlms.ValueEventArgs;
import gurux.dlms.enums.AccessMode;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.Conformance;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.MethodAccessMode;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.enums.SourceDiagnostic;
import gurux.dlms.enums.Unit;
import gurux.dlms.objects.GXDLMSActionSchedule;
import gurux.dlms.objects.GXDLMSActivityCalendar;
import gurux.dlms.objects.GXDLMSAssociationLogicalName;
import gurux.dlms.objects.GXDLMSAssociationShortName;
import gurux.dlms.objects.GXDLMSCaptureObject;
import gurux.dlms.objects.GXDLMSClock;
import gurux.dlms.objects.GXDLMSData;
import gurux.dlms.objects.GXDLMSDemandRegister;
import gurux.dlms.objects.GXDLMSDisconnectControl;
import gurux.dlms.objects.GXDLMSExtendedRegister;
import gurux.dlms.objects.GXDLMSGSMDiagnostic;
import gurux.dlms.objects.GXDLMSHdlcSetup;
import gurux.dlms.objects.GXDLMSIECLocalPortSetup;
import gurux.dlms.objects.GXDLMSImageTransfer;
import gurux.dlms.objects.GXDLMSLimiter;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import gurux.dlms.objects.GXDLMSPushSetup;
import gurux.dlms.objects.GXDLMSRegister;
import gurux.dlms.objects.GXDLMSSapAssignment;
import gurux.dlms.objects.GXDLMSScript;
import gurux.dlms.objects.GXDLMSScriptAction;
import gurux.dlms.objects.GXDLMSScriptTable;
import gurux.dlms.objects.GXDLMSSecuritySetup;
import gurux.dlms.objects.GXDLMSSpecialDaysTable;
import gurux.dlms.objects.GXDLMSTcpUdpSetup;
import gurux.dlms.objects.enums.BaudRate;
import gurux.dlms.objects.enums.ControlMode;
import gurux.dlms.objects.enums.ControlState;
import gurux.dlms.objects.enums.SecuritySuite;
import gurux.dlms.objects.enums.SortMethod;
import gurux.dlms.secure.GXDLMSSecureServer2;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Calendar;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A meter of the library gurux.dlms, with the objects, keys and passwords of the recorded
 * exchanges. Each argument is a listener, {@code NAME:OPTION=VALUE,...}; for each it prints
 * {@code @port NAME PORT}, then {@code @ready}. Ends when its standard input ends.
 *
 * <p>Options: {@code framing} wrapper, hdlc or mode-e; {@code ref} ln or sn; {@code pdu} the
 * largest APDU; {@code suite} 0, 1 or 2; {@code rows} of the load profile; {@code gbt} the window
 * of general block transfer; {@code info} the largest information field, {@code window} of HDLC.
 * Client 16 is the public one, each other below 16 must authenticate.
 */
public final class GuruxServer {
  static final byte[] SECRET = "12345678".getBytes(StandardCharsets.US_ASCII);
  static final byte[] TITLE = hex("4D4D4D0000BC614E");
  private static final int PUBLIC_CLIENT = 16;

  private GuruxServer() {}

  public static void main(String[] listeners) throws Exception {
    Logger.getLogger("gurux").setLevel(Level.WARNING);
    for (String listener : listeners) {
      listen(listener);
    }
    System.out.println("@ready");
    while (System.in.read() >= 0) {
      // Whoever started this closes it.
    }
    System.exit(0);
  }

  private static void listen(String listener) throws IOException {
    int colon = listener.indexOf(':');
    Map<String, String> options = new HashMap<>();
    for (String option : listener.substring(colon + 1).split(",")) {
      String[] pair = option.split("=", 2);
      if (pair.length == 2) {
        options.put(pair[0], pair[1]);
      }
    }
    ServerSocket socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    System.out.println("@port " + listener.substring(0, colon) + " " + socket.getLocalPort());
    daemon(
        () -> {
          while (true) {
            Socket connection = socket.accept();
            daemon(() -> serve(connection, options));
          }
        });
  }

  private static void serve(Socket connection, Map<String, String> options) throws Exception {
    try (connection) {
      connection.setTcpNoDelay(true);
      Meter meter = new Meter(options);
      InputStream in = connection.getInputStream();
      OutputStream out = connection.getOutputStream();
      byte[] buffer = new byte[65536];
      GXServerReply exchange = new GXServerReply(null);
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        exchange.setData(Arrays.copyOf(buffer, length));
        do {
          meter.handleRequest(exchange);
          if (exchange.getReply() != null) {
            out.write(exchange.getReply());
            out.flush();
          }
          exchange.setData(null);
        } while (exchange.isStreaming());
      }
      meter.close();
    }
  }

  private interface Task {
    void run() throws Exception;
  }

  private static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // The client has gone.
              } catch (Exception e) {
                e.printStackTrace();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  static byte[] key(int first, int suite) {
    byte[] key = new byte[suite == 2 ? 32 : 16];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (first + i);
    }
    return key;
  }

  /** One meter, made anew for each connection. */
  private static final class Meter extends GXDLMSSecureServer2 {
    private static final Object[][] ROWS = rows(4096);

    Meter(Map<String, String> options) throws Exception {
      super(!options.getOrDefault("ref", "ln").equals("sn"), framing(options));
      int suite = Integer.parseInt(options.getOrDefault("suite", "0"));
      getCiphering().setSystemTitle(TITLE);
      getCiphering().setSecuritySuite(SecuritySuite.forValue(suite));
      getCiphering().setBlockCipherKey(key(0x00, suite));
      getCiphering().setAuthenticationKey(key(0xD0, suite));
      getCiphering().setBroadcastBlockCipherKey(key(0x00, suite));
      setKek(key(0x40, suite));
      signing();
      setMaxReceivePDUSize(Integer.parseInt(options.getOrDefault("pdu", "1024")));
      if (options.containsKey("gbt")) {
        Set<Conformance> conformance = getConformance();
        conformance.add(Conformance.GENERAL_BLOCK_TRANSFER);
        conformance.add(Conformance.ACCESS);
        setConformance(conformance);
        getSettings().setGbtWindowSize(Byte.parseByte(options.get("gbt")));
      }
      int information = Integer.parseInt(options.getOrDefault("info", "128"));
      getLimits().setMaxInfoTX(information);
      getLimits().setMaxInfoRX(information);
      int window = Integer.parseInt(options.getOrDefault("window", "1"));
      getLimits().setWindowSizeTX(window);
      getLimits().setWindowSizeRX(window);
      if (getInterfaceType() == InterfaceType.HDLC_WITH_MODE_E) {
        GXDLMSIECLocalPortSetup port = new GXDLMSIECLocalPortSetup();
        port.setDefaultBaudrate(BaudRate.BAUDRATE_300);
        port.setProposedBaudrate(BaudRate.BAUDRATE_9600);
        port.setDeviceAddress("12345678");
        setLocalPortSetup(port);
        setFlaID("MMM");
      }
      addObjects(Integer.parseInt(options.getOrDefault("rows", "20")));
      initialize();
      // Told before, the library's own thread would add rows.
      ((GXDLMSProfileGeneric) find("1.0.99.1.0.255")).setCapturePeriod(900);
    }

    private static InterfaceType framing(Map<String, String> options) {
      switch (options.getOrDefault("framing", "wrapper")) {
        case "hdlc":
          return InterfaceType.HDLC;
        case "mode-e":
          return InterfaceType.HDLC_WITH_MODE_E;
        default:
          return InterfaceType.WRAPPER;
      }
    }

    /** The keys of ECDSA: the meter's private one and the client's public one. */
    private void signing() throws Exception {
      String own = System.getProperty("signing.private");
      String peer = System.getProperty("signing.public");
      if (own != null && peer != null) {
        KeyFactory factory = KeyFactory.getInstance("EC");
        PrivateKey privateKey =
            factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(own)));
        PublicKey publicKey =
            factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(peer)));
        getCiphering().setSigningKeyPair(new KeyPair(publicKey, privateKey));
      }
    }

    private static Object[][] rows(int count) {
      Object[][] rows = new Object[count][];
      for (int i = 0; i < count; i++) {
        Calendar time = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        time.clear();
        time.set(2024, Calendar.JANUARY, 1, 0, 15 * i, 0);
        rows[i] =
            new Object[] {
              new GXDateTime(time),
              new GXUInt8((short) (i % 12 == 0 ? 8 : 0)),
              new GXUInt32(1_000_000L + 25L * i),
              new GXUInt32(5_000L + i % 10)
            };
      }
      return rows;
    }

    private void addObjects(int rows) {
      if (getUseLogicalNameReferencing()) {
        GXDLMSAssociationLogicalName association = new GXDLMSAssociationLogicalName();
        association.setSecret(SECRET);
        association.getXDLMSContextInfo().setMaxReceivePduSize(getMaxReceivePDUSize());
        association.getXDLMSContextInfo().setMaxSendPduSize(getMaxReceivePDUSize());
        getItems().add(association);
      } else {
        GXDLMSAssociationShortName association = new GXDLMSAssociationShortName();
        association.setSecret(SECRET);
        getItems().add(association);
      }
      GXDLMSData name = new GXDLMSData("0.0.42.0.0.255");
      name.setValue("MMM0000012345678".getBytes(StandardCharsets.US_ASCII));
      name.setDataType(2, DataType.OCTET_STRING);
      getItems().add(name);
      GXDLMSData writable = new GXDLMSData("0.0.96.1.1.255");
      writable.setValue(new byte[16]);
      writable.setDataType(2, DataType.OCTET_STRING);
      getItems().add(writable);
      GXDLMSData text = new GXDLMSData("0.0.96.1.2.255");
      text.setValue("Meterway");
      text.setDataType(2, DataType.STRING);
      getItems().add(text);

      register("1.0.1.8.0.255", 12_345_678, 0, Unit.ACTIVE_ENERGY);
      register("1.0.2.8.0.255", 4_321, 0, Unit.ACTIVE_ENERGY);
      register("1.0.3.8.0.255", 777, 0, Unit.REACTIVE_ENERGY);
      register("1.0.1.7.0.255", 1_500, 0, Unit.ACTIVE_POWER);
      register("1.0.32.7.0.255", 2_301, -1, Unit.VOLTAGE);
      register("1.0.52.7.0.255", 2_312, -1, Unit.VOLTAGE);
      register("1.0.72.7.0.255", 2_298, -1, Unit.VOLTAGE);
      register("1.0.31.7.0.255", 652, -2, Unit.CURRENT);
      register("1.0.14.7.0.255", 5_000, -2, Unit.FREQUENCY);

      GXDLMSExtendedRegister maximum = new GXDLMSExtendedRegister("1.0.1.6.0.255");
      maximum.setValue(new GXUInt32(4_200));
      maximum.setScaler(1);
      maximum.setUnit(Unit.ACTIVE_POWER);
      maximum.setStatus(new GXUInt8((short) 0));
      maximum.setCaptureTime(start());
      getItems().add(maximum);
      GXDLMSDemandRegister demand = new GXDLMSDemandRegister("1.0.1.4.0.255");
      demand.setCurrentAverageValue(new GXUInt32(1_400));
      demand.setLastAverageValue(new GXUInt32(1_300));
      demand.setScaler(1);
      demand.setUnit(Unit.ACTIVE_POWER);
      demand.setStatus(new GXUInt8((short) 0));
      demand.setCaptureTime(start());
      demand.setStartTimeCurrent(start());
      demand.setPeriod(900);
      demand.setNumberOfPeriods(1);
      getItems().add(demand);

      GXDLMSClock clock = new GXDLMSClock("0.0.1.0.0.255");
      clock.setTime(start());
      clock.setBegin(start());
      clock.setEnd(start());
      getItems().add(clock);

      GXDLMSData status = new GXDLMSData("0.0.96.10.1.255");
      status.setValue(new GXUInt8((short) 0));
      getItems().add(status);
      GXDLMSProfileGeneric profile = new GXDLMSProfileGeneric("1.0.99.1.0.255");
      profile.setSortMethod(SortMethod.FIFO);
      profile.setSortObject(clock);
      profile.setSortObjectAttributeIndex(2);
      profile.addCaptureObject(clock, 2, 0);
      profile.addCaptureObject(status, 2, 0);
      profile.addCaptureObject(find("1.0.1.8.0.255"), 2, 0);
      profile.addCaptureObject(find("1.0.2.8.0.255"), 2, 0);
      profile.addBuffer(Arrays.copyOf(ROWS, rows));
      profile.setEntriesInUse(rows);
      profile.setProfileEntries(ROWS.length);
      getItems().add(profile);

      GXDLMSDisconnectControl disconnector = new GXDLMSDisconnectControl("0.0.96.3.10.255");
      disconnector.setOutputState(true);
      disconnector.setControlState(ControlState.CONNECTED);
      disconnector.setControlMode(ControlMode.MODE_4);
      getItems().add(disconnector);
      GXDLMSScriptTable scripts = new GXDLMSScriptTable("0.0.10.0.106.255");
      scripts.getScripts().add(script(1, disconnector, 1));
      scripts.getScripts().add(script(2, disconnector, 2));
      getItems().add(scripts);
      GXDLMSActionSchedule schedule = new GXDLMSActionSchedule("0.0.15.0.1.255");
      schedule.setTarget(scripts);
      schedule.setExecutedScriptSelector(1);
      schedule.setExecutionTime(new GXDateTime[0]);
      getItems().add(schedule);
      GXDLMSImageTransfer image = new GXDLMSImageTransfer("0.0.44.0.0.255");
      image.setImageBlockSize(100);
      image.setImageTransferEnabled(true);
      getItems().add(image);

      GXDLMSSapAssignment sap = new GXDLMSSapAssignment("0.0.41.0.0.255");
      sap.getSapAssignmentList().add(new GXSimpleEntry<Integer, String>(1, "MMM0000012345678"));
      getItems().add(sap);
      GXDLMSSecuritySetup security = new GXDLMSSecuritySetup("0.0.43.0.0.255");
      security.setServerSystemTitle(TITLE);
      security.setSecuritySuite(getCiphering().getSecuritySuite());
      security.setGuek(getCiphering().getBlockCipherKey());
      security.setGak(getCiphering().getAuthenticationKey());
      security.setGbek(getCiphering().getBroadcastBlockCipherKey());
      security.setKek(getKek());
      getItems().add(security);
      GXDLMSPushSetup push = new GXDLMSPushSetup("0.7.25.9.0.255");
      push.setDestination("127.0.0.1:7000");
      push.getPushObjectList()
          .add(
              new GXSimpleEntry<GXDLMSObject, GXDLMSCaptureObject>(
                  clock, new GXDLMSCaptureObject(2, 0)));
      push.getPushObjectList()
          .add(
              new GXSimpleEntry<GXDLMSObject, GXDLMSCaptureObject>(
                  find("1.0.1.8.0.255"), new GXDLMSCaptureObject(2, 0)));
      getItems().add(push);
      GXDLMSLimiter limiter = new GXDLMSLimiter("0.0.17.0.0.255");
      limiter.setMonitoredValue(find("1.0.1.7.0.255"));
      limiter.setmonitoredAttributeIndex(2);
      limiter.setThresholdActive(new GXUInt32(10_000));
      limiter.setThresholdNormal(new GXUInt32(10_000));
      limiter.setThresholdEmergency(new GXUInt32(3_000));
      getItems().add(limiter);
      getItems().add(new GXDLMSActivityCalendar("0.0.13.0.0.255"));
      getItems().add(new GXDLMSSpecialDaysTable("0.0.11.0.0.255"));
      getItems().add(new GXDLMSTcpUdpSetup("0.0.25.0.0.255"));
      getItems().add(new GXDLMSHdlcSetup("0.0.22.0.0.255"));
      getItems().add(new GXDLMSGSMDiagnostic("0.0.25.6.0.255"));
    }

    private static GXDateTime start() {
      return (GXDateTime) ROWS[0][0];
    }

    private void register(String name, long value, int scaler, Unit unit) {
      GXDLMSRegister register = new GXDLMSRegister(name);
      register.setValue(new GXUInt32(value));
      register.setScaler(Math.pow(10, scaler));
      register.setUnit(unit);
      register.setDataType(2, DataType.UINT32);
      getItems().add(register);
    }

    private GXDLMSObject find(String name) {
      return getItems().findByLN(ObjectType.NONE, name);
    }

    private static GXDLMSScript script(int id, GXDLMSObject target, int method) {
      GXDLMSScript script = new GXDLMSScript();
      script.setId(id);
      GXDLMSScriptAction action = new GXDLMSScriptAction();
      action.setTarget(target);
      action.setIndex(method);
      action.setParameter(0, DataType.INT8);
      script.getActions().add(action);
      return script;
    }

    @Override
    protected boolean isTarget(int server, int client) {
      return server == 1 && client <= PUBLIC_CLIENT;
    }

    @Override
    protected SourceDiagnostic onValidateAuthentication(Authentication mechanism, byte[] password) {
      boolean open = getSettings().getClientAddress() == PUBLIC_CLIENT;
      if (open != (mechanism == Authentication.NONE)) {
        return open ? SourceDiagnostic.NOT_RECOGNISED : SourceDiagnostic.AUTHENTICATION_REQUIRED;
      }
      if (mechanism == Authentication.HIGH_ECDSA && getUseLogicalNameReferencing()) {
        // The library signs the secret too where it has one.
        ((GXDLMSAssociationLogicalName) find("0.0.40.0.0.255")).setSecret(null);
      }
      return mechanism == Authentication.LOW && !Arrays.equals(password, SECRET)
          ? SourceDiagnostic.AUTHENTICATION_FAILURE
          : SourceDiagnostic.NONE;
    }

    @Override
    protected AccessMode onGetAttributeAccess(ValueEventArgs request) {
      return request.getTarget() instanceof GXDLMSRegister && request.getIndex() == 2
          ? AccessMode.READ
          : AccessMode.READ_WRITE;
    }

    @Override
    protected MethodAccessMode onGetMethodAccess(ValueEventArgs request) {
      return MethodAccessMode.ACCESS;
    }

    @Override
    protected GXDLMSObject onFindObject(ObjectType type, int shortName, String name) {
      return null;
    }

    @Override
    public void onPreRead(ValueEventArgs[] requests) {}

    @Override
    public void onPostRead(ValueEventArgs[] requests) {}

    @Override
    public void onPreGet(ValueEventArgs[] requests) {}

    @Override
    public void onPostGet(ValueEventArgs[] requests) {}

    @Override
    protected void onPreWrite(ValueEventArgs[] requests) {}

    @Override
    protected void onPostWrite(ValueEventArgs[] requests) {}

    /** What the library leaves to the meter. */
    @Override
    protected void onPreAction(ValueEventArgs[] requests) throws Exception {
      for (ValueEventArgs request : requests) {
        if (request.getTarget() instanceof GXDLMSDisconnectControl) {
          connect((GXDLMSDisconnectControl) request.getTarget(), request.getIndex() == 2);
          request.setHandled(true);
        } else if (request.getTarget() instanceof GXDLMSScriptTable) {
          int script = ((Number) request.getParameters()).intValue();
          connect((GXDLMSDisconnectControl) find("0.0.96.3.10.255"), script == 2);
          request.setHandled(true);
        } else if (request.getTarget() instanceof GXDLMSPushSetup) {
          push((GXDLMSPushSetup) request.getTarget());
          request.setHandled(true);
        }
      }
    }

    private void push(GXDLMSPushSetup setup) throws Exception {
      String[] destination = setup.getDestination().split(":");
      try (Socket socket = new Socket(destination[0], Integer.parseInt(destination[1]))) {
        for (byte[] frame : generatePushSetupMessages(null, setup)) {
          socket.getOutputStream().write(frame);
        }
      }
    }

    private static void connect(GXDLMSDisconnectControl disconnector, boolean connected) {
      disconnector.setOutputState(connected);
      disconnector.setControlState(connected ? ControlState.CONNECTED : ControlState.DISCONNECTED);
    }

    @Override
    protected void onPostAction(ValueEventArgs[] requests) {}

    @Override
    protected void onConnected(GXDLMSConnectionEventArgs connection) {}

    @Override
    protected void onInvalidConnection(GXDLMSConnectionEventArgs connection) {}

    @Override
    protected void onDisconnected(GXDLMSConnectionEventArgs connection) {}
  }
}
