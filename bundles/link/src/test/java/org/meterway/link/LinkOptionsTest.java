/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meterway.api.codec.FrameCheck;
import org.meterway.api.codec.Framing;
import org.meterway.api.config.InvalidConfigurationException;

class LinkOptionsTest {
  @Test
  void defaultsAreThoseOfTheDesign() {
    LinkOptions options = LinkOptions.of(config(Map.of()));

    assertEquals(Framing.LENGTH, options.format().framing());
    assertEquals(FrameCheck.FCS16, options.format().frameCheck());
    assertEquals(0, options.format().receiveAccm());
    assertEquals(65535, options.format().maxInformation());
    assertEquals(1000, options.frameTimeout().toMillis());
    assertEquals(1024, options.downlinkMaxPayload());
    assertEquals(5000, options.downlinkWait().toMillis());
  }

  @Test
  void accmHoldsForBothDirections() {
    LinkOptions options = LinkOptions.of(config(Map.of("accm", "FFFFFFFF", "framing", "stuffed")));

    assertEquals(-1, options.format().transmitAccm());
    assertEquals(-1, options.format().receiveAccm());
    assertEquals(Framing.STUFFED, options.format().framing());
  }

  @Test
  void everyWrongValueIsNamedWithWhatWouldBeRight() {
    Map<String, Object> wrong = new HashMap<>();
    wrong.put("MeterPort_target", "(((broken");
    wrong.put("HeadEnd_target", "hes");
    wrong.put("framing", "HDLC");
    wrong.put("fcs", 24);
    wrong.put("accm", "xyz");
    wrong.put("maxInformation", 70000);
    wrong.put("frameTimeoutMs", 1);
    wrong.put("downlinkMaxPayload", 0);
    wrong.put("downlinkWaitMs", 60_001);

    String message =
        assertThrows(InvalidConfigurationException.class, () -> LinkOptions.of(config(wrong)))
            .getMessage();

    for (String part :
        new String[] {
          "org.meterway.link.MeterLink",
          "MeterPort.target is \"(((broken\", expected the filter of a port",
          "HeadEnd.target is \"hes\", expected the filter of a head end",
          "framing is \"HDLC\", expected one of LENGTH, STUFFED",
          "fcs is \"24\", expected 16 or 32",
          "accm is \"xyz\", expected eight hex digits",
          "maxInformation is \"70000\", expected a whole number from 1 to 65535",
          "frameTimeoutMs is \"1\"",
          "downlinkMaxPayload is \"0\"",
          "downlinkWaitMs is \"60001\", expected a whole number from 0 to 60000"
        }) {
      assertTrue(message.contains(part), part + " is missing in: " + message);
    }
  }

  @Test
  void aTargetThatIsNotChosenYetIsNoMistake() {
    Map<String, Object> made = new HashMap<>();
    made.put("MeterPort_target", " ");
    made.put("HeadEnd_target", null);

    LinkOptions options = LinkOptions.of(config(made));

    assertEquals("", options.portTarget());
    assertEquals("", options.headEndTarget());
  }

  @Test
  void payloadMustFitTheInformationField() {
    InvalidConfigurationException refused =
        assertThrows(
            InvalidConfigurationException.class,
            () -> LinkOptions.of(config(Map.of("maxInformation", 100))));

    assertTrue(refused.getMessage().contains("downlinkMaxPayload is \"1024\""));
  }

  private static MeterLinkConfig config(Map<String, Object> changed) {
    return (MeterLinkConfig)
        Proxy.newProxyInstance(
            MeterLinkConfig.class.getClassLoader(),
            new Class<?>[] {MeterLinkConfig.class},
            (proxy, method, arguments) -> {
              if (changed.containsKey(method.getName())) {
                return changed.get(method.getName());
              }
              return switch (method.getName()) {
                case "annotationType" -> (Class<? extends Annotation>) MeterLinkConfig.class;
                case "MeterPort_target" -> "(kura.service.pid=port1)";
                case "HeadEnd_target" -> "(kura.service.pid=hes)";
                default -> method.getDefaultValue();
              };
            });
  }
}
