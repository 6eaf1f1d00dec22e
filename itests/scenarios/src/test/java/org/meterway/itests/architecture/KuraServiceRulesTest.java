/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import org.junit.jupiter.api.Test;

/** Drivers and wire components that Kura would trip over, in bundles that were never built. */
class KuraServiceRulesTest {
  private static final String NAME = Sample.NAME;
  private static final String SINGLETON = "Designate pid=\"org.meterway.tcp.Port\"";
  private static final String FACTORY = "Designate factoryPid=\"org.meterway.tcp.Port\"";

  @Test
  void aDriverIsAFactory() {
    Sample driver =
        Sample.GOOD.declaring(
            "<service>", "<service><provide interface=\"org.eclipse.kura.driver.Driver\"/>");
    driver.keeps(KuraServiceRules::singleDrivers);
    driver
        .describing(FACTORY, SINGLETON)
        .breaks(KuraServiceRules::singleDrivers, NAME + " is a driver and no factory");
  }

  @Test
  void aWireComponentIsAFactory() {
    Sample.wire().keeps(KuraServiceRules::brokenWireComponents);
    Sample.wire()
        .describing(FACTORY, SINGLETON)
        .breaks(KuraServiceRules::brokenWireComponents, NAME + " is no factory");
  }

  @Test
  void aWireComponentIsKnownToWireAdmin() {
    Sample.wire()
        .declaring("org.osgi.service.wireadmin.Producer", "x.Y")
        .breaks(
            KuraServiceRules::brokenWireComponents, NAME + " emits and does not provide Producer");
    Sample.wire()
        .declaring("org.osgi.service.wireadmin.Consumer", "x.Y")
        .breaks(
            KuraServiceRules::brokenWireComponents,
            NAME + " receives and does not provide Consumer");
    Sample.wire()
        .declaring("org.eclipse.kura.wire.WireComponent", "x.Y")
        .breaks(KuraServiceRules::brokenWireComponents, NAME + " does not provide WireComponent");
  }

  @Test
  void aWireComponentIsShownInTheWireGraphAlone() {
    Sample.wire()
        .declaring("\"kura.ui.service.hide\" type=\"Boolean\" value=\"true\"", "\"x\" value=\"y\"")
        .breaks(KuraServiceRules::brokenWireComponents, NAME + " is not hidden from the services");
  }

  @Test
  void thePortsOfAWireComponentAreComplete() {
    String broken = NAME + " needs all six cardinalities of ports, as Integer";
    Sample.wire().keeps(KuraServiceRules::incompletePorts);
    Sample.wire()
        .declaring("output.cardinality.default", "output.cardinality.standard")
        .breaks(KuraServiceRules::incompletePorts, broken);
    Sample.wire()
        .declaring("output.cardinality.default\" type=\"Integer\"", "output.cardinality.default\"")
        .breaks(KuraServiceRules::incompletePorts, broken);
    Sample.wire()
        .declaring(
            "output.cardinality.default\" type=\"Integer\" value=\"1\"/>",
            "output.cardinality.default\" type=\"Integer\">1</property>")
        .breaks(KuraServiceRules::incompletePorts, broken);
  }

  @Test
  void aGraphWithANewComponentCanBeSaved() {
    Sample.wire().keeps(KuraServiceRules::emptyArrays);
    Sample.wire()
        .describing("default=\"a, b\"", "")
        .breaks(
            KuraServiceRules::emptyArrays,
            NAME + " many: array without a default in a wire component");
    Sample.GOOD.describing("default=\"a, b\"", "").keeps(KuraServiceRules::emptyArrays);
  }

  @Test
  void nothingElseIsHidden() {
    Sample.wire().keeps(KuraServiceRules::hiddenComponents);
    for (String hidden : new String[] {"kura.ui.service.hide", "kura.ui.factory.hide"}) {
      Sample.GOOD
          .declaring("<service>", "<property name=\"" + hidden + "\" value=\"true\"/><service>")
          .breaks(KuraServiceRules::hiddenComponents, NAME + " hides itself by " + hidden);
    }
  }
}
