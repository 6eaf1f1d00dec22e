/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import java.util.Collection;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.net.modem.CellularModem;
import org.eclipse.kura.net.modem.ModemManagerService;
import org.meterway.api.network.RecoveryAction;
import org.meterway.api.network.RecoveryException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Resets the mobile modems that Kura drives itself, as the step {@code modem-radio} of the network
 * watch, when nobody else does. Kuras that leave modems to NetworkManager have not got the service
 * that this needs.
 */
@Component(
    name = "org.meterway.kura.services.ModemReset",
    property = {RecoveryAction.NAME + "=modem-radio", GatewayIdentity.LAST_RESORT})
public final class ModemReset implements RecoveryAction {
  private final ModemManagerService modems;

  /** Works as long as Kura's service does. */
  @Activate
  public ModemReset(@Reference(name = "ModemManagerService") ModemManagerService modems) {
    this.modems = modems;
  }

  @Override
  public String recover(String why) throws RecoveryException {
    try {
      int reset = modems.withAllModemServices(ModemReset::reset);
      if (reset == 0) {
        throw new RecoveryException("Kura drives no modem");
      }
      return "modems that Kura has reset: " + reset;
    } catch (KuraException e) {
      throw new RecoveryException("Kura has not reset the modem: " + e.getMessage(), e);
    }
  }

  /** One modem that does not take it does not keep the others. */
  private static int reset(Collection<CellularModem> all) throws KuraException {
    KuraException refused = null;
    for (CellularModem modem : all) {
      try {
        modem.reset();
      } catch (KuraException e) {
        refused = e;
      }
    }
    if (refused != null) {
      throw refused;
    }
    return all.size();
  }
}
