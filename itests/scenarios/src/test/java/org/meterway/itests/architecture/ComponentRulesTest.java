/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import org.junit.jupiter.api.Test;

/** Components that Kura would not list, in bundles that were never built. */
class ComponentRulesTest {
  private static final String NAME = Sample.NAME;

  @Test
  void aDeclarationIsNotNewerThanScr() {
    Sample.GOOD
        .declaring("scr/v1.4.0", "scr/v1.5.0")
        .breaks(ComponentRules::newerDeclarations, NAME + " is not declared for DS 1.4 or earlier");
  }

  @Test
  void aConfiguredComponentIsMarked() {
    Sample.GOOD
        .declaring("ConfigurableComponent", "SelfConfiguringComponent")
        .breaks(
            ComponentRules::unlistedComponents, NAME + " does not provide ConfigurableComponent");
  }

  @Test
  void aConfiguredComponentRequiresItsConfiguration() {
    Sample.GOOD
        .declaring("configuration-policy=\"require\"", "")
        .breaks(ComponentRules::unlistedComponents, NAME + " is there without its configuration");
  }

  @Test
  void aConfiguredComponentIsModifiedInPlace() {
    Sample.GOOD
        .declaring("modified=\"modified\"", "")
        .breaks(ComponentRules::unlistedComponents, NAME + " has no modified method");
  }

  @Test
  void aConfiguredComponentStartsByItself() {
    Sample.GOOD
        .declaring("immediate=\"true\"", "")
        .breaks(ComponentRules::unlistedComponents, NAME + " is not immediate");
    Sample.GOOD
        .declaring("immediate=\"true\"", "immediate=\"true\" enabled=\"false\"")
        .breaks(ComponentRules::unlistedComponents, NAME + " is not enabled");
  }

  @Test
  void aServicePidIsNotDeclared() {
    Sample.GOOD
        .declaring("<service>", "<property name=\"service.pid\" value=\"x\"/><service>")
        .breaks(ComponentRules::reservedProperties, NAME + " declares service.pid");
    Sample.GOOD
        .declaring("<service>", "<factory-property name=\"service.pid\" value=\"x\"/><service>")
        .breaks(ComponentRules::reservedProperties, NAME + " declares service.pid");
    Sample.GOOD
        .declaring("<service>", "<property name=\"kura.service.pid\">x</property><service>")
        .breaks(ComponentRules::reservedProperties, NAME + " declares kura.service.pid");
  }

  @Test
  void aServicePidIsNotDeclaredInAFile() {
    for (String kind : new String[] {"properties", "factory-properties"}) {
      Sample.GOOD
          .declaring("<service>", "<" + kind + " entry=\"OSGI-INF/more.properties\"/><service>")
          .withFile("OSGI-INF/more.properties", "# more\na = 1\nservice.pid: x\n")
          .breaks(ComponentRules::reservedProperties, NAME + " declares service.pid");
    }
  }

  @Test
  void aServicePidIsNotOffered() {
    Sample.GOOD
        .describing("id=\"size\"", "id=\"kura.service.pid\"")
        .breaks(ComponentRules::reservedAttributes, NAME + " kura.service.pid: has a reserved id");
  }
}
