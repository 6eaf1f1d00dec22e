/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.headend.HeadEnd;
import org.meterway.api.headend.HeadEndState;
import org.meterway.api.headend.HeadEndStatus;
import org.meterway.api.headend.SendResult;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;

class ChecksTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final String TITLES =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

  @TempDir private Path folder;

  // ---- interfaces

  @Test
  void anInterfaceThatIsUpWithAnAddressIsWell() throws Exception {
    givenInterface("up", "1\n");
    assertEquals("192.0.2.7", interfaceWith("192.0.2.7").run(LIMIT));
  }

  @Test
  void aDriverThatSaysNothingOfItsStateIsTaken() throws Exception {
    givenInterface("unknown", "1\n");
    assertEquals("192.0.2.7", interfaceWith("192.0.2.7").run(LIMIT));
  }

  @Test
  void anInterfaceThatIsDownIsNotWell() throws Exception {
    givenInterface("down", "");
    assertEquals("it is down", reason(interfaceWith("192.0.2.7")));
  }

  @Test
  void anInterfaceWithoutACarrierIsNotWell() throws Exception {
    givenInterface("up", "0\n");
    assertTrue(reason(interfaceWith("192.0.2.7")).contains("no carrier"));
  }

  @Test
  void anInterfaceWithoutAnAddressIsNotWell() throws Exception {
    givenInterface("up", "1\n");
    assertTrue(reason(interfaceWith("")).contains("no address"));
  }

  @Test
  void anInterfaceThatIsNotThereIsNotWell() {
    assertEquals("there is no such interface", reason(interfaceWith("192.0.2.7")));
  }

  @Test
  void theLoopbackInterfaceOfThisHostIsRead() throws Exception {
    assertTrue(new InterfaceCheck("lo").run(LIMIT).contains("127.0.0.1"));
  }

  private void givenInterface(String state, String carrier) throws IOException {
    Path files = Files.createDirectories(folder.resolve("wwan0"));
    Files.writeString(files.resolve("operstate"), state + "\n");
    if (!carrier.isEmpty()) {
      Files.writeString(files.resolve("carrier"), carrier);
    }
  }

  private InterfaceCheck interfaceWith(String address) {
    return new InterfaceCheck("wwan0", folder, name -> address);
  }

  // ---- routes

  @Test
  void aDefaultRouteOfIpv4IsFound() throws Exception {
    givenRoutes(
        "eth0\t000200C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n"
            + "wwan0\t00000000\t010200C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n",
        "");
    assertEquals("IPv4 through wwan0", new DefaultRouteCheck(folder).run(LIMIT));
  }

  @Test
  void aDefaultRouteOfIpv6IsFound() throws Exception {
    givenRoutes("", ipv6Route("00", "00450003", "wwan0"));
    assertEquals("IPv6 through wwan0", new DefaultRouteCheck(folder).run(LIMIT));
  }

  @Test
  void whatIsNoDefaultRouteIsNotTakenForOne() throws Exception {
    givenRoutes(
        "eth0\t000200C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n"
            // Half of all addresses, as VPNs do.
            + "tun0\t00000000\t010200C0\t0003\t0\t0\t100\t00000080\t0\t0\t0\n"
            // It refuses.
            + "*\t00000000\t00000000\t0201\t0\t0\t100\t00000000\t0\t0\t0\n"
            + "nonsense\n",
        ipv6Route("00", "00200200", "lo") + ipv6Route("40", "00000001", "eth0") + "nonsense\n");
    assertEquals("there is no default route", reason(new DefaultRouteCheck(folder)));
  }

  @Test
  void aKernelWithoutIpv6IsRead() throws Exception {
    Files.writeString(folder.resolve("route"), TITLES);
    assertEquals("there is no default route", reason(new DefaultRouteCheck(folder)));
  }

  private void givenRoutes(String ipv4, String ipv6) throws IOException {
    Files.writeString(folder.resolve("route"), TITLES + ipv4);
    Files.writeString(folder.resolve("ipv6_route"), ipv6);
  }

  private static String ipv6Route(String prefix, String flags, String networkInterface) {
    String zero = "0".repeat(32);
    return String.join(
            " ", zero, prefix, zero, "00", zero, "00000400", "00000001", "00000000", flags)
        + "     "
        + networkInterface
        + "\n";
  }

  // ---- names and ports

  @Test
  void aNameIsLookedUp() throws Exception {
    assertTrue(
        List.of("127.0.0.1", "0:0:0:0:0:0:0:1").contains(new DnsCheck("localhost").run(LIMIT)));
  }

  @Test
  void aNameThatNobodyHasIsNotWell() {
    assertEquals(
        "the name nowhere.invalid is not resolved", reason(new DnsCheck("nowhere.invalid")));
  }

  @Test
  void aPortThatIsOpenIsReachedWithoutAByte() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Check check = new TcpCheck(new Endpoint("127.0.0.1", server.getLocalPort()));
      assertTrue(check.run(LIMIT).contains("takes connections"));
      assertEquals(-1, server.accept().getInputStream().read());
    }
  }

  @Test
  void aPortThatIsClosedIsNotReached() throws Exception {
    assertTrue(reason(new TcpCheck(new Endpoint("127.0.0.1", closedPort()))).contains("127.0.0.1"));
  }

  @Test
  void endpointsAreWrittenAsUsual() {
    assertEquals(
        Optional.of(new Endpoint("head-end.example", 80)), Endpoint.parse("head-end.example:80"));
    assertEquals(Optional.of(new Endpoint("::1", 80)), Endpoint.parse("[::1]:80"));
    assertEquals("[::1]:80", new Endpoint("::1", 80).toString());
    for (String wrong :
        List.of("", "host", "host:", ":80", "host:0", "host:65536", "::1:80", "-x:80", "a b:80")) {
      assertEquals(Optional.empty(), Endpoint.parse(wrong), wrong);
    }
  }

  // ---- head ends

  @Test
  void aConnectedHeadEndIsNotDisturbed() throws Exception {
    // Nobody listens there: a connection would fail.
    Check check = headEnd(HeadEndState.CONNECTED, "127.0.0.1:" + closedPort(), true);
    assertEquals("it is connected", check.run(LIMIT));
  }

  @Test
  void aHeadEndThatIsOnlyReachedByTcpIsReached() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + server.getLocalPort();
      assertTrue(headEnd(HeadEndState.WAITING, address, true).run(LIMIT).contains("takes"));
      assertEquals("TLS failed", reason(headEnd(HeadEndState.WAITING, address, false)));
    }
  }

  @Test
  void aHeadEndOfAnotherKindIsAskedItself() {
    assertEquals("TLS failed", reason(headEnd(HeadEndState.WAITING, "", true)));
  }

  @Test
  void aHeadEndThatIsClosedOnPurposeIsNotMissed() throws Exception {
    assertTrue(headEnd(HeadEndState.CLOSED, "", true).run(LIMIT).contains("on purpose"));
  }

  @Test
  void aHeadEndThatWaitsForTheNetworkIsNotWaitedFor() throws Exception {
    FakeHeadEnd headEnd = new FakeHeadEnd(HeadEndState.WAITING, "127.0.0.1:" + closedPort());
    headEnd.facts.put("waits.for", "network");
    assertTrue(new HeadEndCheck(headEnd, false).run(LIMIT).contains("waits for the network"));
    assertTrue(reason(new HeadEndCheck(headEnd, true)).contains("127.0.0.1"));
  }

  private static Check headEnd(HeadEndState state, String address, boolean connects) {
    return new HeadEndCheck(new FakeHeadEnd(state, address), connects);
  }

  private static final class FakeHeadEnd implements HeadEnd, StatusSource {
    private final HeadEndState state;
    private final Map<String, String> facts = new HashMap<>();

    FakeHeadEnd(HeadEndState state, String address) {
      this.state = state;
      if (!address.isEmpty()) {
        facts.put("address", address);
      }
    }

    @Override
    public String name() {
      return "hes";
    }

    @Override
    public HeadEndStatus status() {
      return new HeadEndStatus("hes", state, "TLS failed", Instant.EPOCH, 0, 0, 0);
    }

    @Override
    public Status describe() {
      return new Status("headend", "hes", state.name(), "", Instant.EPOCH, Map.of(), facts);
    }

    @Override
    public SendResult send(byte[] payload) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SendResult enqueue(byte[] payload) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void flush() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean awaitRoom(Duration atMost) {
      throw new UnsupportedOperationException();
    }
  }

  private static int closedPort() {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return server.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String reason(Check check) {
    return assertThrows(CheckFailedException.class, () -> check.run(LIMIT)).getMessage();
  }
}
