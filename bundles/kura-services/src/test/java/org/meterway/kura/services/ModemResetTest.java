/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.net.modem.CellularModem;
import org.eclipse.kura.net.modem.ModemManagerService;
import org.junit.jupiter.api.Test;
import org.meterway.api.network.RecoveryException;

class ModemResetTest {
  private final List<CellularModem> modems = new ArrayList<>();
  private final List<String> reset = new ArrayList<>();
  private final ModemReset action = new ModemReset(new Modems());

  @Test
  void eachModemIsReset() throws RecoveryException {
    modems.add(new Modem("LE910", true));
    modems.add(new Modem("EC25", true));
    assertEquals("modems that Kura has reset: 2", action.recover("dns failed"));
    assertEquals(List.of("LE910", "EC25"), reset);
  }

  @Test
  void aModemThatRefusesDoesNotKeepTheOthers() {
    modems.add(new Modem("LE910", false));
    modems.add(new Modem("EC25", true));
    RecoveryException failed =
        assertThrows(RecoveryException.class, () -> action.recover("dns failed"));
    assertEquals("Kura has not reset the modem: INTERNAL_ERROR: LE910", failed.getMessage());
    assertEquals(List.of("EC25"), reset);
  }

  @Test
  void withoutAModemNothingWasDone() {
    assertEquals(
        "Kura drives no modem",
        assertThrows(RecoveryException.class, () -> action.recover("")).getMessage());
  }

  private final class Modems implements ModemManagerService {
    @Override
    public <T> T withAllModemServices(ModemFunction<Collection<CellularModem>, T> func)
        throws KuraException {
      return func.apply(modems);
    }
  }

  private final class Modem implements CellularModem {
    private final String model;
    private final boolean obeys;

    Modem(String model, boolean obeys) {
      this.model = model;
      this.obeys = obeys;
    }

    @Override
    public void reset() throws KuraException {
      if (!obeys) {
        throw new KuraException(KuraErrorCode.INTERNAL_ERROR, model);
      }
      reset.add(model);
    }
  }
}
