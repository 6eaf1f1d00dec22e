/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.health;

import java.util.stream.Collectors;
import org.meterway.api.status.Status;

/** How the gateway is, as JSON. */
final class Json {
  private static final String HEX = "\\u%04x";

  private Json() {}

  /** One word and nothing else, for whoever has not logged in. */
  static String brief(Overall overall) {
    return "{\"health\":\"" + overall.health() + "\"}\n";
  }

  /** Every part with its reason. */
  static String detailed(Overall overall) {
    return "{\"health\":\""
        + overall.health()
        + "\",\"parts\":["
        + overall.parts().stream().map(Json::part).collect(Collectors.joining(","))
        + "]}\n";
  }

  private static String part(Status status) {
    return "\n{\"kind\":"
        + text(status.kind())
        + ",\"name\":"
        + text(status.name())
        + ",\"health\":\""
        + status.health()
        + "\",\"state\":"
        + text(status.state())
        + ",\"reason\":"
        + text(status.reason())
        + ",\"since\":\""
        + status.since()
        + "\"}";
  }

  static String text(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        text.append(String.format(HEX, (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
