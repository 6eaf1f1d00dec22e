/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that differ, in bundles that were never built. */
class NameRulesTest {
  private static final String FILE = "OSGI-INF/metatype/org.meterway.tcp.Port.xml";

  @Test
  void aComponentHasOnePidOfItsName() {
    Sample.GOOD
        .declaring("configuration-pid=\"org.meterway.tcp.Port\"", "configuration-pid=\"other\"")
        .breaks(
            NameRules::differingPids,
            "component org.meterway.tcp.Port has configuration-pid other");
  }

  @Test
  void theMetatypeFileHasTheComponentsName() {
    Sample renamed =
        Sample.GOOD.declaring("name=\"org.meterway.tcp.Port\"", "name=\"org.meterway.tcp.Socket\"");
    renamed.breaks(
        NameRules::differingPids,
        "component org.meterway.tcp.Socket has configuration-pid org.meterway.tcp.Port",
        "component org.meterway.tcp.Socket has no OSGI-INF/metatype/org.meterway.tcp.Socket.xml");
    renamed.breaks(
        NameRules::metatypesWithoutComponent,
        FILE + " belongs to no configured component of its name");
  }

  @Test
  void theMetatypeInAnotherFileIsFoundByNobody() {
    Sample.GOOD
        .withFile("OSGI-INF/metatype/PortConfig.xml", Sample.GOOD.metatype())
        .breaks(
            NameRules::metatypesWithoutComponent,
            "OSGI-INF/metatype/PortConfig.xml belongs to no configured component of its name");
  }

  @Test
  void theOcdHasTheFilesName() {
    Sample.GOOD
        .describing("OCD id=\"org.meterway.tcp.Port\"", "OCD id=\"PortConfig\"")
        .breaks(NameRules::differingMetatypes, FILE + " has OCD ids [PortConfig]");
  }

  @Test
  void theDesignateHasTheFilesName() {
    Sample.GOOD
        .describing("factoryPid=\"org.meterway.tcp.Port\"", "pid=\"other\"")
        .breaks(NameRules::differingMetatypes, FILE + " designates [other]");
    Sample.GOOD
        .describing("ocdref=\"org.meterway.tcp.Port\"", "ocdref=\"other\"")
        .breaks(NameRules::differingMetatypes, FILE + " refers to OCDs [other]");
  }

  @Test
  void thereIsOneOcdAndOneDesignate() {
    Sample.GOOD
        .describing("<Designate", "<OCD id=\"other\"/><Designate")
        .breaks(
            NameRules::differingMetatypes, FILE + " has OCD ids [org.meterway.tcp.Port, other]");
    Sample.GOOD
        .describing("<Designate", "<Designate pid=\"other\"/><Designate")
        .breaks(NameRules::differingMetatypes, FILE + " designates [other, org.meterway.tcp.Port]");
    Sample.GOOD
        .describing("<Designate", "<Designate pid=\"org.meterway.tcp.Port\"")
        .breaks(
            NameRules::differingMetatypes,
            FILE + " designates [org.meterway.tcp.Port, org.meterway.tcp.Port]");
  }

  @Test
  void twoPagesDoNotHaveOneTitle() {
    BundleFile port = Sample.GOOD.built();
    assertEquals(List.of(), NameRules.sameTitles(List.of(port)));
    BundleFile other =
        Sample.bundle("org.meterway.serial")
            .withEntry("OSGI-INF/metatype/org.meterway.serial.Port.xml", new byte[0]);
    assertEquals(
        List.of("org.meterway.serial.Port is shown with the title of org.meterway.tcp.Port"),
        NameRules.sameTitles(List.of(port, other)));
  }
}
