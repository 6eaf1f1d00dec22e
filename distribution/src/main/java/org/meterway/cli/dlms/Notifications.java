/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.cli.dlms;

import java.util.LinkedHashMap;
import java.util.Map;
import org.meterway.cli.Console;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.record.ApduTree;
import org.meterway.dlms.record.JsonTree;

/** What a meter says of itself while something else is asked. */
final class Notifications {
  private Notifications() {}

  static void tell(Console console, Apdu notification) {
    Map<String, Object> tree = new LinkedHashMap<>(ApduTree.of(notification));
    console.complain("the meter says of itself: " + JsonTree.write(tree));
  }
}
