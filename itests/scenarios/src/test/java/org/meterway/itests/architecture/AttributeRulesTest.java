/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import org.junit.jupiter.api.Test;

/** Attributes that Kura could not show or keep, in bundles that were never built. */
class AttributeRulesTest {
  private static final String NAME = Sample.NAME;

  @Test
  void theTypeIsOneOfKuras() {
    Sample.GOOD
        .describing("type=\"Integer\"", "type=\"Char\"")
        .breaks(AttributeRules::unknownTypes, NAME + " size: type 'Char'");
    Sample.GOOD
        .describing("type=\"Integer\"", "type=\"Character\"")
        .breaks(AttributeRules::unknownTypes, NAME + " size: type 'Character'");
    Sample.GOOD
        .describing("type=\"Integer\"", "")
        .breaks(AttributeRules::unknownTypes, NAME + " size: type ''");
  }

  @Test
  void anArrayIsSmall() {
    for (String cardinality : new String[] {"11", "2147483647", "-2147483648", "-4", "1", "-1"}) {
      Sample.GOOD
          .describing("cardinality=\"4\"", "cardinality=\"" + cardinality + "\"")
          .breaks(
              AttributeRules::brokenArrays,
              NAME + " many: cardinality " + cardinality + ", not 2 to 10");
    }
    Sample.GOOD
        .describing("cardinality=\"4\"", "cardinality=\"10\"")
        .keeps(AttributeRules::brokenArrays);
  }

  @Test
  void anArrayMayHaveEmptyFields() {
    Sample.GOOD
        .describing("cardinality=\"4\"\n        required=\"false\"", "cardinality=\"4\"")
        .breaks(AttributeRules::brokenArrays, NAME + " many: array that is required");
  }

  @Test
  void anArrayIsOfNoSwitchesOrPasswords() {
    Sample.GOOD
        .describing("type=\"Boolean\"", "type=\"Boolean\" cardinality=\"3\" required=\"false\"")
        .breaks(AttributeRules::brokenArrays, NAME + " on: array of Boolean");
    Sample.GOOD
        .describing("type=\"Password\"", "type=\"Password\" cardinality=\"3\"")
        .breaks(AttributeRules::brokenArrays, NAME + " secret: array of Password");
  }

  @Test
  void aPasswordHasNoDefault() {
    Sample.GOOD
        .describing("type=\"Password\"", "type=\"Password\" default=\"meterway\"")
        .breaks(AttributeRules::openPasswords, NAME + " secret: default");
  }

  @Test
  void aTargetIsOneTextWithoutADefault() {
    String target = "description=\"LDAP filter.\" type=\"String\" required=\"false\"";
    Sample.GOOD
        .describing(target, target.replace("String", "Integer"))
        .breaks(AttributeRules::brokenTargets, NAME + " HeadEnd.target: target of type Integer");
    Sample.GOOD
        .describing(target, target + " default=\"(a=*)\"")
        .breaks(AttributeRules::brokenTargets, NAME + " HeadEnd.target: target with a default");
    Sample.GOOD
        .describing(target, target + " cardinality=\"2\"")
        .breaks(
            AttributeRules::brokenTargets, NAME + " HeadEnd.target: target that is no single text");
  }

  @Test
  void aTargetIsNotRequired() {
    Sample.GOOD
        .describing(
            "description=\"LDAP filter.\" type=\"String\" required=\"false\"",
            "description=\"LDAP filter.\" type=\"String\"")
        .breaks(AttributeRules::brokenTargets, NAME + " HeadEnd.target: required target");
  }

  @Test
  void aTargetHasItsReference() {
    Sample.GOOD
        .declaring("name=\"HeadEnd\"", "name=\"headEnd\"")
        .breaks(
            AttributeRules::brokenTargets,
            NAME + " HeadEnd.target: target of no reference HeadEnd");
    Sample.GOOD
        .declaring("name=\"HeadEnd\"", "name=\"MytargetPort\"")
        .describing("HeadEnd.target", "MytargetPort.target")
        .breaks(
            AttributeRules::brokenTargets, NAME + " MytargetPort.target: target of no reference M");
  }
}
