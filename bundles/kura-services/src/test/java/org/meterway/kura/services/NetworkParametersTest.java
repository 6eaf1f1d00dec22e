/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.net.status.NetworkInterfaceState;
import org.eclipse.kura.net.status.NetworkInterfaceStatus;
import org.eclipse.kura.net.status.NetworkStatusService;
import org.eclipse.kura.net.status.modem.ModemConnectionStatus;
import org.eclipse.kura.net.status.modem.ModemInterfaceStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Parameters;
import org.meterway.api.message.Value;

class NetworkParametersTest {
  private static final Map<String, Object> NAMED = Map.of("kura.service.pid", "network");

  private final Network network = new Network();
  private final NetworkParameters parameters = new NetworkParameters(NAMED);

  @BeforeEach
  void kuraManagesTheNetwork() {
    parameters.setService(network);
  }

  @AfterEach
  void stop() {
    parameters.deactivate();
  }

  @Test
  void aConnectedModemIsToldInStepsOfTwoDecibels() {
    network.shows(modem("2-1", ModemConnectionStatus.CONNECTED, 60, -75));

    configured(Map.of());

    theMeterGets(Parameters.MODULE_STATE, 1);
    theMeterGets(Parameters.LINK_QUALITY, 19);
  }

  @Test
  void withoutAStrengthTheQualityInPercentIsScaled() {
    network.shows(modem("2-1", ModemConnectionStatus.REGISTERED, 100, 0));

    configured(Map.of());

    theMeterGets(Parameters.MODULE_STATE, 0);
    theMeterGets(Parameters.LINK_QUALITY, 31);
  }

  @Test
  void theScaleIsChosen() {
    network.shows(modem("2-1", ModemConnectionStatus.CONNECTED, 60, -75));

    configured(Map.of("linkQualityScale", "PERCENT"));

    theMeterGets(Parameters.LINK_QUALITY, 60);
  }

  @Test
  void aConnectedModemComesBeforeOneThatIsNot() {
    network.shows(modem("1-1", ModemConnectionStatus.SEARCHING, 10, 0));
    network.shows(modem("2-1", ModemConnectionStatus.CONNECTED, 60, 0));

    configured(Map.of("linkQualityScale", "PERCENT"));

    theMeterGets(Parameters.LINK_QUALITY, 60);
    assertEquals("2-1", parameters.describe().facts().get("interface"));
  }

  @Test
  void aCableHasAStateAndNoQuality() {
    network.shows(cable("lo", NetworkInterfaceState.ACTIVATED));
    network.shows(cable("eth0", NetworkInterfaceState.ACTIVATED));

    configured(Map.of());

    theMeterGets(Parameters.MODULE_STATE, 1);
    assertEquals(Optional.empty(), parameters.get("meter1", Parameters.LINK_QUALITY));
    assertEquals("eth0", parameters.describe().facts().get("interface"));
  }

  @Test
  void theInterfaceIsChosen() {
    network.shows(modem("2-1", ModemConnectionStatus.CONNECTED, 60, 0));
    network.shows(cable("eth0", NetworkInterfaceState.UNAVAILABLE));

    configured(Map.of("networkInterface", "eth0"));

    theMeterGets(Parameters.MODULE_STATE, 0);
  }

  @Test
  void theInterfaceIsChosenByItsNameAsWell() {
    network.shows(modem("2-1", ModemConnectionStatus.CONNECTED, 60, 0));
    network.shows(
        ModemInterfaceStatus.builder()
            .withInterfaceId("1-3")
            .withInterfaceName("wwan0")
            .withConnectionStatus(ModemConnectionStatus.REGISTERED)
            .build());

    configured(Map.of("networkInterface", "wwan0"));

    theMeterGets(Parameters.MODULE_STATE, 0);
    assertEquals("1-3", parameters.describe().facts().get("interface"));
  }

  @Test
  void aNetworkThatCannotBeAskedIsNotAnsweredFromTheLastLook() {
    network.shows(modem("2-1", ModemConnectionStatus.CONNECTED, 60, 0));
    configured(Map.of());
    theMeterGets(Parameters.MODULE_STATE, 1);

    network.failing = true;
    configured(Map.of());

    Eventually.eventually(
        "nothing is known", () -> parameters.get("meter1", Parameters.MODULE_STATE).isEmpty());
    assertEquals("UNKNOWN", parameters.describe().state());
    assertTrue(parameters.describe().reason().contains("does not tell the state of the network"));
  }

  @Test
  void disabledItAnswersNobody() {
    network.shows(modem("2-1", ModemConnectionStatus.CONNECTED, 60, 0));
    configured(Map.of());
    theMeterGets(Parameters.MODULE_STATE, 1);

    configured(Map.of("enabled", false));

    assertEquals(Optional.empty(), parameters.get("meter1", Parameters.MODULE_STATE));
    assertEquals("DISABLED", parameters.describe().state());
  }

  @Test
  void withoutKurasServiceItSaysSo() {
    parameters.unsetService(network);

    configured(Map.of());

    Eventually.eventually(
        "the reason is shown",
        () -> parameters.describe().reason().equals("Kura has no network status service"));
    assertEquals(Optional.empty(), parameters.get("meter1", Parameters.MODULE_STATE));
  }

  @Test
  void anInvalidChangeLeavesTheLastGoodConfigurationInForce() {
    network.shows(modem("2-1", ModemConnectionStatus.CONNECTED, 60, 0));
    configured(Map.of("linkQualityScale", "PERCENT"));

    configured(Map.of("linkQualityScale", "DECIBEL", "refreshSeconds", 0));

    theMeterGets(Parameters.LINK_QUALITY, 60);
    String reason = parameters.describe().reason();
    assertTrue(
        reason.contains("linkQualityScale is \"DECIBEL\", expected one of CSQ, PERCENT"), reason);
    assertTrue(
        reason.contains("refreshSeconds is \"0\", expected a whole number from 1 to 3600"), reason);
  }

  private void configured(Map<String, Object> changed) {
    parameters.configure(Annotations.of(NetworkParametersConfig.class, changed));
  }

  private void theMeterGets(int parameter, int expected) {
    Optional<Value> value = Optional.of(Value.number(DataType.UNSIGNED, expected));
    Eventually.eventually(
        "the meter gets " + expected, () -> parameters.get("meter1", parameter).equals(value));
  }

  private static NetworkInterfaceStatus modem(
      String id, ModemConnectionStatus connection, int percent, int dbm) {
    return ModemInterfaceStatus.builder()
        .withInterfaceId(id)
        .withConnectionStatus(connection)
        .withSignalQuality(percent)
        .withSignalStrength(dbm)
        .build();
  }

  private static NetworkInterfaceStatus cable(String id, NetworkInterfaceState state) {
    return new Cable.Builder().withInterfaceId(id).withState(state).build();
  }

  private static final class Cable extends NetworkInterfaceStatus {
    private Cable(Builder builder) {
      super(builder);
    }

    private static final class Builder extends NetworkInterfaceStatusBuilder<Builder> {
      @Override
      public Builder getThis() {
        return this;
      }

      @Override
      public NetworkInterfaceStatus build() {
        return new Cable(this);
      }
    }
  }

  private static final class Network implements NetworkStatusService {
    private final Map<String, NetworkInterfaceStatus> interfaces = new ConcurrentHashMap<>();
    private volatile boolean failing;

    void shows(NetworkInterfaceStatus status) {
      interfaces.put(status.getInterfaceId(), status);
    }

    @Override
    public Optional<NetworkInterfaceStatus> getNetworkStatus(String interfaceId) {
      return Optional.ofNullable(interfaces.get(interfaceId));
    }

    @Override
    public List<String> getInterfaceIds() throws KuraException {
      if (failing) {
        throw new KuraException(KuraErrorCode.INTERNAL_ERROR, "no bus");
      }
      return List.copyOf(interfaces.keySet());
    }
  }
}
