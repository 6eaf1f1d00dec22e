/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.modem.Waiting.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.meterway.api.message.DataType;
import org.meterway.api.message.Value;
import org.meterway.api.modem.ModemException;
import org.meterway.api.modem.ModemListener;
import org.meterway.api.modem.ModemStatus;
import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.network.RecoveryException;
import org.meterway.api.parameter.ParameterProvider;
import org.meterway.api.port.PortState;
import org.meterway.api.status.Health;
import org.meterway.simulator.modem.ModemFault;
import org.meterway.simulator.modem.SimulatedModem;

/** The component against the simulated modem on a pseudo-terminal. */
@Timeout(120)
class AtModemComponentTest {
  @TempDir Path data;
  private FakeFramework framework;
  private SimulatedModem modem;
  private TestPort port;
  private AtModemComponent component;

  @BeforeEach
  void plugIn() throws IOException {
    framework = new FakeFramework(data);
    modem = SimulatedModem.onPty();
    modem.setSearchTime(Duration.ofMillis(50));
    port = new TestPort(framework, modem.device());
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    if (component != null) {
      component.deactivate();
    }
    modem.close();
    port.close();
    assertEquals(List.of(), framework.services());
  }

  private void start(Object... properties) {
    component = new AtModemComponent(framework.context(), Map.of("kura.service.pid", "lte"));
    component.setPort(port);
    configure(properties);
  }

  private void configure(Object... properties) {
    Map<String, Object> all = new HashMap<>();
    all.put("MeterPort.target", "(kura.service.pid=modem)");
    all.put("answerTimeoutMs", 1500);
    for (int i = 0; i < properties.length; i += 2) {
      all.put((String) properties[i], properties[i + 1]);
    }
    component.configure(Config.of(AtModemConfig.class, all));
  }

  private void awaitState(String state) {
    await(() -> component.describe().state().equals(state));
  }

  private String reason() {
    return component.describe().reason();
  }

  @Test
  void allThatIsOfInterestIsAskedFor() {
    start();
    awaitState("REGISTERED");
    ModemStatus status = component.status();
    assertEquals(SimState.READY, status.sim());
    assertEquals(Registration.HOME, status.registration());
    assertEquals(20, status.signal().getAsInt());
    assertEquals(-73, status.signalDbm().getAsInt());
    assertEquals("Simulated Mobile", status.operator());
    assertEquals("8949000000000000017", status.iccid());
    Map<String, String> facts = component.describe().facts();
    assertEquals("...0017", facts.get("iccid"));
    assertEquals("-73", facts.get("signal.dbm"));
    assertEquals("modem", facts.get("port"));
    assertEquals(Health.OK, component.describe().health());
    assertTrue(modem.commands().contains("ATE0"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ModemFault.class,
      names = {
        "GARBAGE",
        "BYTE_BY_BYTE",
        "UNSOLICITED_IN_THE_MIDDLE",
        "ECHO_STAYS",
        "WITHOUT_CEREG"
      })
  void aModemThatIsOddIsUnderstood(ModemFault fault) {
    modem.set(fault, true);
    start();
    awaitState("REGISTERED");
    assertEquals("Simulated Mobile", component.status().operator());
    assertEquals(0, component.describe().counters().get("commands.unanswered"));
  }

  @Test
  void whatIsWrongIsSaidInWords() {
    modem.setRegistration(Registration.DENIED);
    start();
    awaitState("DENIED");
    assertEquals("the network refuses the registration", reason());
    assertEquals(Health.WARNING, component.describe().health());
    modem.setSim(SimState.ABSENT);
    awaitState("NO_SIM");
    assertEquals("there is no SIM card", reason());
  }

  @Test
  void aCallbackOfTheNetworkIsHeardAtOnceAndToldOn() {
    List<String> heard = new CopyOnWriteArrayList<>();
    start("pollSeconds", 3600);
    awaitState("REGISTERED");
    component.addListener(
        new ModemListener() {
          @Override
          public void changed(String name, ModemStatus status) {
            heard.add(name + " " + status.registration());
          }

          @Override
          public void unsolicited(String name, String line) {
            heard.add(name + " " + line);
          }
        },
        Map.of(ModemListener.MODEM, "lte"));
    modem.setRegistration(Registration.SEARCHING);
    await(() -> heard.contains("lte SEARCHING"));
    modem.setRegistration(Registration.ROAMING);
    await(() -> heard.contains("lte ROAMING"));
    modem.say("+CMTI: \"ME\",3");
    await(() -> heard.contains("lte +CMTI: \"ME\",3"));
    assertEquals(1, component.describe().counters().get("registrations.lost"));
  }

  @Test
  void aStuckRadioIsCuredByTheRecoveryThatTheNetworkWatchFinds()
      throws RecoveryException, InterruptedException {
    modem.stickRadio(1);
    start("radioOffSeconds", 1);
    awaitState("NOT_REGISTERED");
    assertEquals(
        Optional.of("modem-radio"), framework.property(RecoveryAction.class, RecoveryAction.NAME));
    String done = framework.service(RecoveryAction.class).orElseThrow().recover("a test");
    assertEquals("radio of modem lte was off for 1 s and is on", done);
    awaitState("REGISTERED");
    assertEquals(1, modem.radioCycles());
    assertEquals(1, component.describe().counters().get("radio.cycles"));
  }

  @Test
  void aRecoveryThatIsInterruptedLeavesTheRadioOn() throws InterruptedException {
    start("radioOffSeconds", 300);
    awaitState("REGISTERED");
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Thread recovery =
        new Thread(
            () -> {
              try {
                component.cycleRadio(Duration.ofMinutes(5));
              } catch (ModemException | InterruptedException e) {
                thrown.add(e);
              }
            });
    recovery.start();
    await(() -> modem.commands().contains("AT+CFUN=0"));
    recovery.interrupt();
    recovery.join(30_000);
    assertEquals(InterruptedException.class, thrown.get(0).getClass());
    await(() -> modem.registration() == Registration.HOME);
  }

  @Test
  void aModemThatIsMuteIsUnreachableUntilItAnswersAgain() {
    start("pollSeconds", 5);
    awaitState("REGISTERED");
    modem.set(ModemFault.MUTE, true);
    awaitState("UNREACHABLE");
    assertTrue(reason().startsWith("no answer to AT"), this::reason);
    assertFalse(component.status().reachable());
    RecoveryAction action = framework.service(RecoveryAction.class).orElseThrow();
    modem.set(ModemFault.MUTE, false);
    awaitState("REGISTERED");
    assertEquals("", reason());
    assertTrue(action instanceof RadioRecovery);
  }

  @Test
  void aLateAnswerIsNotTakenForTheNextOne() throws ModemException, InterruptedException {
    start("pollSeconds", 3600);
    awaitState("REGISTERED");
    modem.set(ModemFault.SLOW, true);
    assertThrows(ModemException.class, () -> component.command("AT+CGMM", Duration.ofMillis(300)));
    modem.set(ModemFault.SLOW, false);
    assertEquals(List.of("Meterway"), component.command("AT+CGMI", Duration.ofSeconds(10)));
    assertTrue(component.describe().counters().get("answers.late") > 0);
  }

  @Test
  void anErrorComesInTheModemsWords() {
    start();
    awaitState("REGISTERED");
    ModemException refused =
        assertThrows(
            ModemException.class, () -> component.command("AT+NONE", Duration.ofSeconds(5)));
    assertEquals("AT+NONE: +CME ERROR: 4 (operation not supported)", refused.getMessage());
    assertThrows(
        ModemException.class, () -> component.command("AT\rAT+CFUN=0", Duration.ofSeconds(5)));
  }

  @Test
  void aTextIsSentWhenTheModemAsksForIt() throws ModemException, InterruptedException {
    start();
    awaitState("REGISTERED");
    component.command("AT+CMGF=1", Duration.ofSeconds(5));
    assertEquals(
        List.of("+CMGS: 1"),
        component.command("AT+CMGS=\"+4917012345\"", "hello", Duration.ofSeconds(5)));
    assertEquals("hello", modem.sent().get(0).text());
    // A text that is missing does not hold the modem.
    assertThrows(
        ModemException.class,
        () -> component.command("AT+CMGS=\"+4917012345\"", Duration.ofSeconds(1)));
    assertEquals(List.of("Meterway"), component.command("AT+CGMI", Duration.ofSeconds(5)));
  }

  @Test
  void aPinIsEnteredOnceAndAgainOnlyIfItWasAccepted() throws InterruptedException {
    modem.requirePin("4711", "12345678");
    start("pin", "4711");
    awaitState("REGISTERED");
    modem.restart();
    await(() -> component.describe().counters().get("pins.entered") == 2);
    awaitState("REGISTERED");
    assertEquals(3, modem.pinTries());
  }

  @Test
  void aWrongPinCostsOneTryAndNoMore() throws InterruptedException, IOException {
    modem.requirePin("4711", "12345678");
    start("pin", "0000");
    await(() -> reason().contains("does not take the configured PIN"));
    assertTrue(reason().contains("incorrect password"), this::reason);
    assertEquals("PIN_REQUIRED", component.describe().state());
    assertEquals(2, modem.pinTries());
    for (int i = 0; i < 3; i++) { // Another start of the gateway, and another
      component.deactivate();
      start("pin", "0000");
      await(() -> reason().contains("is not entered again"));
    }
    assertEquals(2, modem.pinTries());
    configure("pin", "4711");
    awaitState("REGISTERED");
    assertEquals(3, modem.pinTries());
    try (Stream<Path> files = Files.list(data.resolve("modem"))) {
      for (Path file : files.toList()) {
        assertFalse(Files.readString(file).contains("4711"));
        assertFalse(file.toString().contains("4711"));
      }
    }
  }

  @Test
  void aPinWhoseAnswerIsLostIsKnownByTheCard() throws InterruptedException {
    modem.requirePin("4711", "12345678");
    modem.set(ModemFault.PIN_ANSWER_LOST, true);
    start("pin", "4711", "pollSeconds", 5);
    awaitState("REGISTERED");
    assertEquals(1, component.describe().counters().get("pins.entered"));
    modem.set(ModemFault.PIN_ANSWER_LOST, false);
    component.deactivate();
    modem.restart();
    start("pin", "4711");
    awaitState("REGISTERED");
  }

  @Test
  void aPukIsNeverEntered() {
    modem.setSim(SimState.PUK_REQUIRED);
    start("pin", "4711");
    awaitState("PUK_REQUIRED");
    assertTrue(reason().contains("PUK"), this::reason);
    assertTrue(modem.commands().stream().noneMatch(it -> it.startsWith("AT+CPIN=")));
  }

  @Test
  void aPortThatIsNotOpenIsTheReason() throws InterruptedException {
    start("pollSeconds", 3600);
    awaitState("REGISTERED");
    port.become(PortState.FAILED, "no such device");
    awaitState("UNREACHABLE");
    assertEquals("port modem is not open: no such device", reason());
    ModemException refused =
        assertThrows(ModemException.class, () -> component.cycleRadio(Duration.ofSeconds(1)));
    assertEquals("port modem is not open: no such device", refused.getMessage());
    port.become(PortState.OPEN, "");
    awaitState("REGISTERED");
    component.unsetPort(port);
    awaitState("UNREACHABLE");
    assertEquals("no port matches MeterPort.target", reason());
  }

  @Test
  void aMeterGetsTheSignalAndTheState() throws Exception {
    start("pollSeconds", 3600);
    ParameterProvider provider = framework.service(ParameterProvider.class).orElseThrow();
    awaitState("REGISTERED");
    assertEquals(Optional.of(octet(20)), provider.get("meter1", 0x8003));
    assertEquals(Optional.of(octet(1)), provider.get("meter1", 0x8002));
    modem.setSignal(99);
    modem.setRegistration(Registration.DENIED);
    awaitState("DENIED");
    assertEquals(Optional.empty(), provider.get("meter1", 0x8003));
    assertEquals(Optional.of(octet(0)), provider.get("meter1", 0x8002));
    assertEquals(Optional.empty(), provider.get("meter1", 0x8005));
    configure("parameters", false, "actionName", "");
    assertEquals(Optional.empty(), framework.service(ParameterProvider.class));
    assertEquals(Optional.empty(), framework.service(RecoveryAction.class));
  }

  private static Value octet(int value) {
    return Value.number(DataType.UNSIGNED, value);
  }

  @Test
  void anInvalidConfigurationLeavesTheLastGoodOneInForce() {
    start();
    awaitState("REGISTERED");
    configure("pin", "12", "pollSeconds", 1, "actionName", "a b");
    assertEquals("REGISTERED", component.describe().state());
    List<String> expected =
        List.of("pin is \"(hidden)\"", "pollSeconds is \"1\"", "actionName is \"a b\"");
    assertTrue(expected.stream().allMatch(reason()::contains), this::reason);
    configure();
    assertEquals("", reason());
  }

  @Test
  void oneWithoutAPortSaysSo() {
    component = new AtModemComponent(framework.context(), Map.of("kura.service.pid", "lte"));
    component.configure(Config.of(AtModemConfig.class, Map.of()));
    assertEquals("UNCONFIGURED", component.describe().state());
    assertTrue(reason().contains("MeterPort.target"), this::reason);
    assertThrows(ModemException.class, () -> component.cycleRadio(Duration.ZERO));
  }

  @Test
  void commandsOfManyThreadsDoNotMix() throws InterruptedException {
    start("pollSeconds", 5);
    awaitState("REGISTERED");
    List<Throwable> wrong = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (String[] asked :
        List.of(
            new String[] {"AT+CGMI", "Meterway"}, new String[] {"AT+CGMM", "Simulated modem"})) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < 100; i++) {
                    assertEquals(
                        List.of(asked[1]), component.command(asked[0], Duration.ofSeconds(20)));
                  }
                } catch (ModemException | InterruptedException | AssertionError e) {
                  wrong.add(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join(60_000);
    }
    assertEquals(List.of(), wrong);
  }
}
