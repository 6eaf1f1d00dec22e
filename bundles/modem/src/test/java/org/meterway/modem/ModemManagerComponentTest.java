/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.modem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.meterway.modem.Waiting.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.modem.ModemException;
import org.meterway.api.modem.ModemStatus;
import org.meterway.api.modem.Registration;
import org.meterway.api.modem.SimState;

/** The component with a program that prints what mmcli prints, and notes what it was asked. */
@Timeout(60)
class ModemManagerComponentTest {
  private static final String MODEM =
      """
      {"modem":{"3gpp":{"imei":"490154203237518","operator-code":"26201",
      "operator-name":"Net & Co","registration-state":"@REGISTRATION@"},
      "generic":{"current-modes":"allowed: any","drivers":["qmi_wwan"],"power-state":"on",
      "signal-quality":{"recent":"yes","value":"62"},
      "sim":"/org/freedesktop/ModemManager1/SIM/0","state":"@STATE@",
      "state-failed-reason":"--","unlock-required":"@LOCK@","unlock-retries":["sim-pin (3)"]}}}
      """;
  private static final String SIM =
      "{\"sim\":{\"dbus-path\":\"/org/freedesktop/ModemManager1/SIM/0\","
          + "\"properties\":{\"iccid\":\"8949000000000000017\",\"operator-name\":\"--\"}}}";

  @TempDir Path folder;
  private FakeFramework framework;
  private ModemManagerComponent component;
  private Path mmcli;

  @BeforeEach
  void install() throws IOException {
    framework = new FakeFramework(folder);
    mmcli = folder.resolve("mmcli");
    Files.writeString(
        mmcli,
        """
        #!/bin/sh
        cd '%s'
        echo "$*" >> asked
        case "$*" in
          "-m any -J") cat modem ;;
          "-i /org/freedesktop/ModemManager1/SIM/0 -J") cat sim ;;
          "-m any --disable"|"-m any --enable"|"-m any --reset") echo done ;;
          "-m any --command=AT+CSQ") echo "response: '+CSQ: 20,99'" ;;
          "-m any --command=AT+HANG") exec sleep 60 ;;
          *) echo "error: command failed: 'GDBus.Error: Cannot send AT command to modem:"
             echo "operation only allowed in debug mode'"
             exit 1 ;;
        esac
        """
            .formatted(folder));
    Files.setPosixFilePermissions(mmcli, PosixFilePermissions.fromString("rwxr-xr-x"));
    modem("home", "connected", "none");
    Files.writeString(folder.resolve("sim"), SIM);
  }

  @AfterEach
  void end() throws InterruptedException {
    component.deactivate();
    assertEquals(List.of(), framework.services());
  }

  private void modem(String registration, String state, String lock) throws IOException {
    Path fresh = folder.resolve("modem.new");
    Files.writeString(
        fresh,
        MODEM
            .replace("@REGISTRATION@", registration)
            .replace("@STATE@", state)
            .replace("@LOCK@", lock));
    Files.move(fresh, folder.resolve("modem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private void start(Object... properties) {
    component = new ModemManagerComponent(framework.context(), Map.of("kura.service.pid", "lte"));
    Map<String, Object> all = new HashMap<>();
    all.put("mmcli", mmcli.toString());
    for (int i = 0; i < properties.length; i += 2) {
      all.put((String) properties[i], properties[i + 1]);
    }
    component.configure(Config.of(ModemManagerConfig.class, all));
  }

  private void awaitState(String state) {
    await(() -> component.describe().state().equals(state));
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(folder.resolve("asked"));
  }

  @Test
  void whatModemManagerKnowsIsTheStatus() {
    start();
    awaitState("REGISTERED");
    ModemStatus status = component.status();
    assertEquals(SimState.READY, status.sim());
    assertEquals(Registration.HOME, status.registration());
    assertEquals("Net & Co", status.operator());
    assertEquals("8949000000000000017", status.iccid());
    assertEquals(19, status.signal().getAsInt());
    assertEquals("any", component.describe().facts().get("modem"));
  }

  @Test
  void whatIsWrongIsSaidInWords() throws IOException {
    modem("--", "locked", "sim-pin");
    start();
    awaitState("PIN_REQUIRED");
    modem("idle", "disabled", "none");
    component.configure(
        Config.of(ModemManagerConfig.class, Map.of("mmcli", mmcli.toString(), "pollSeconds", 5)));
    awaitState("NOT_REGISTERED");
    assertEquals("ModemManager has disabled the modem", component.describe().reason());
  }

  @Test
  void theRadioIsSwitchedByDisablingAndEnabling()
      throws ModemException, InterruptedException, IOException {
    start();
    component.cycleRadio(Duration.ZERO);
    List<String> actions =
        asked().stream().filter(it -> it.endsWith("able") || it.endsWith("set")).toList();
    assertEquals(List.of("-m any --disable", "-m any --enable"), actions);
  }

  @Test
  void orByAReset() throws ModemException, InterruptedException, IOException {
    start("cycle", "RESET");
    component.cycleRadio(Duration.ZERO);
    assertTrue(asked().contains("-m any --reset"));
  }

  @Test
  void commandsNeedTheDebugModeAndTheExceptionSaysSo() throws ModemException, InterruptedException {
    start();
    assertEquals(List.of("+CSQ: 20,99"), component.command("AT+CSQ", Duration.ofSeconds(20)));
    ModemException refused =
        assertThrows(
            ModemException.class, () -> component.command("AT+CMGF=0", Duration.ofSeconds(20)));
    assertEquals(
        "AT+CMGF=0: ModemManager passes commands on only in debug mode (ModemManager --debug)",
        refused.getMessage());
    ModemException late =
        assertThrows(
            ModemException.class, () -> component.command("AT+HANG", Duration.ofSeconds(1)));
    assertEquals("AT+HANG: mmcli did not end within 1 s", late.getMessage());
  }

  @Test
  void aProgramThatIsNotThereIsTheReason() {
    start("mmcli", "/nonexistent/mmcli");
    awaitState("UNREACHABLE");
    assertTrue(
        component.describe().reason().startsWith("ModemManager: /nonexistent/mmcli cannot be run"),
        component.describe()::reason);
  }

  @Test
  void anInvalidConfigurationSaysWhatWouldBeRight() {
    start("modem", "wwan0", "mmcli", "mmcli", "cycle", "OFF");
    String reason = component.describe().reason();
    assertTrue(reason.contains("modem is \"wwan0\""), reason);
    assertTrue(reason.contains("mmcli is \"mmcli\""), reason);
    assertTrue(reason.contains("cycle is \"OFF\""), reason);
  }
}
