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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meterway.api.network.RecoveryException;
import org.meterway.api.status.Health;

/** The actions that ship, as components. */
class ActionsTest {
  private static final Map<String, Object> NAMED = Map.of("kura.service.pid", "own");

  @TempDir private Path folder;

  @Test
  void aCommandSaysWhatItsProgramSaidLast() throws Exception {
    CommandAction action = command("echo \"reset, as $METERWAY_REASON\"", Map.of());
    String words = action.recover("dns failed");
    assertTrue(words.endsWith("has run: reset, as dns failed"), words);
    assertEquals("READY", action.describe().state());
    assertEquals("recovery", action.describe().kind());
    assertEquals(1, action.describe().counters().get("calls"));
    assertTrue(action.describe().facts().get("last.call").contains(words));
  }

  @Test
  void aCommandThatFailsSaysHow() throws Exception {
    CommandAction action = command("echo no relay; exit 4", Map.of());
    RecoveryException failed =
        assertThrows(RecoveryException.class, () -> action.recover("dns failed"));
    assertTrue(failed.getMessage().endsWith("ended with status 4: no relay"), failed.getMessage());
    assertEquals(1, action.describe().counters().get("calls.failed"));
  }

  @Test
  void aCommandHasATimeLimit() throws Exception {
    CommandAction action = command("exec sleep 600", Map.of("timeoutSeconds", 1));
    RecoveryException failed = assertThrows(RecoveryException.class, () -> action.recover(""));
    assertTrue(failed.getMessage().contains("did not end within 1 s"), failed.getMessage());
  }

  @Test
  void aCommandNeedsAnAbsolutePath() throws Exception {
    CommandAction action = new CommandAction(NAMED);
    action.configure(Annotations.of(CommandActionConfig.class, Map.of("program", "reset")));
    assertEquals("MISCONFIGURED", action.describe().state());
    assertEquals(Health.WARNING, action.describe().health());
    assertTrue(action.describe().reason().contains("program is \"reset\""));
    RecoveryException failed = assertThrows(RecoveryException.class, () -> action.recover(""));
    assertTrue(failed.getMessage().startsWith("it is not configured"));
  }

  @Test
  void theLastGoodConfigurationStaysInForce() throws Exception {
    CommandAction action = command("echo well", Map.of());
    action.configure(
        Annotations.of(
            CommandActionConfig.class,
            Map.of("program", "/bin/true", "meterway_recovery_action", "two words")));
    assertTrue(action.describe().reason().contains("meterway.recovery.action is \"two words\""));
    assertTrue(action.recover("").endsWith("has run: well"));
  }

  @Test
  void theHostIsNotRestartedUnlessThatIsSwitchedOn() throws Exception {
    Path noted = folder.resolve("noted");
    String program = program("touch " + noted);
    RestartHostAction action = new RestartHostAction(NAMED);
    action.configure(Annotations.of(RestartHostConfig.class, Map.of("program", program)));
    assertEquals("OFF", action.describe().state());
    RecoveryException off = assertThrows(RecoveryException.class, () -> action.recover(""));
    assertEquals("it is switched off in org.meterway.network.RestartHostAction", off.getMessage());
    assertTrue(Files.notExists(noted));

    action.configure(
        Annotations.of(RestartHostConfig.class, Map.of("program", program, "enabled", true)));
    action.recover("dns failed");
    assertTrue(Files.exists(noted));
  }

  @Test
  void anInterfaceThatIsNotThereIsSaid() {
    InterfaceAction action = new InterfaceAction(NAMED);
    action.configure(
        Annotations.of(InterfaceActionConfig.class, Map.of("networkInterface", "nowhere0")));
    RecoveryException failed = assertThrows(RecoveryException.class, () -> action.recover(""));
    // Either the system has the program and says so, or it has not got it.
    assertTrue(
        failed.getMessage().startsWith("nowhere0 cannot be set down: ")
            || failed.getMessage().startsWith("there is no program ip"),
        failed.getMessage());
  }

  @Test
  void anInterfaceNeedsAName() {
    InterfaceAction action = new InterfaceAction(NAMED);
    for (String wrong : new String[] {"", "-all", "a/b", "a-name-that-is-too-long"}) {
      action.configure(
          Annotations.of(InterfaceActionConfig.class, Map.of("networkInterface", wrong)));
      assertEquals("MISCONFIGURED", action.describe().state(), wrong);
    }
  }

  private CommandAction command(String script, Map<String, Object> changed) throws IOException {
    Map<String, Object> all = new HashMap<>(changed);
    all.put("program", program(script));
    CommandAction action = new CommandAction(NAMED);
    action.configure(Annotations.of(CommandActionConfig.class, all));
    return action;
  }

  private String program(String script) throws IOException {
    Path file = Files.createTempFile(folder, "program", ".sh");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }
}
