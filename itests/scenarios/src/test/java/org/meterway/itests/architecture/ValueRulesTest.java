/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import org.junit.jupiter.api.Test;

/** Values that are not valid by themselves, in bundles that were never built. */
class ValueRulesTest {
  private static final String NAME = Sample.NAME;

  @Test
  void limitsAreOfTheAttributesType() {
    Sample.GOOD
        .describing("min=\"1\"", "min=\"one\"")
        .breaks(ValueRules::brokenLimits, NAME + " size: min one is no limit for Integer");
    Sample.GOOD
        .describing("max=\"9\"", "max=\"3000000000\"")
        .breaks(ValueRules::brokenLimits, NAME + " size: max 3000000000 is no limit for Integer");
    Sample.GOOD
        .describing("type=\"Password\"", "type=\"Password\" min=\"8\"")
        .breaks(ValueRules::brokenLimits, NAME + " secret: min 8 is no limit for Password");
  }

  @Test
  void limitsOfTextsAreLengths() {
    Sample.GOOD
        .describing("id=\"mode\"", "id=\"mode\" min=\"A\"")
        .breaks(ValueRules::brokenLimits, NAME + " mode: min A is no limit for String");
    Sample.GOOD
        .describing("id=\"mode\"", "id=\"mode\" max=\"2\"")
        .breaks(
            ValueRules::brokenDefaults,
            NAME + " mode: default ONE is none of the values to choose");
  }

  @Test
  void limitsLeaveAChoice() {
    Sample.GOOD
        .describing("max=\"9\"", "max=\"1\"")
        .breaks(ValueRules::brokenLimits, NAME + " size: min is not below max");
  }

  @Test
  void optionsHaveALabelAndAValue() {
    Sample.GOOD
        .describing("label=\"one\"", "")
        .breaks(ValueRules::brokenOptions, NAME + " mode: option '' of value 'ONE'");
    Sample.GOOD
        .describing("label=\"one\"", "label=\"%one\"")
        .breaks(ValueRules::brokenOptions, NAME + " mode: option '%one' of value 'ONE'");
    Sample.GOOD
        .describing("value=\"TWO\"", "value=\"\"")
        .breaks(ValueRules::brokenOptions, NAME + " mode: option 'two' of value ''");
  }

  @Test
  void optionsDiffer() {
    Sample.GOOD
        .describing("label=\"two\"", "label=\"one\"")
        .breaks(ValueRules::brokenOptions, NAME + " mode: two options 'one' of value 'TWO'");
    Sample.GOOD
        .describing("value=\"TWO\"", "value=\"ONE\"")
        .breaks(ValueRules::brokenOptions, NAME + " mode: two options 'two' of value 'ONE'");
  }

  @Test
  void optionsAreOfTheAttributesType() {
    Sample.GOOD
        .describing("type=\"String\" default=\"ONE\"", "type=\"Short\" default=\"1\"")
        .describing("value=\"TWO\"", "value=\"2\"")
        .breaks(ValueRules::brokenOptions, NAME + " mode: option ONE is no Short");
  }

  @Test
  void aChoiceHasADefault() {
    Sample.GOOD
        .describing("default=\"ONE\"", "")
        .breaks(ValueRules::brokenDefaults, NAME + " mode: no default to choose");
    Sample.GOOD
        .describing("default=\"true\"", "")
        .breaks(ValueRules::brokenDefaults, NAME + " on: no default to choose");
  }

  @Test
  void aDefaultIsOfTheAttributesType() {
    Sample.GOOD
        .describing("default=\"true\"", "default=\"yes\"")
        .breaks(ValueRules::brokenDefaults, NAME + " on: default yes is no Boolean");
    Sample.GOOD
        .describing("default=\"5\"", "default=\"5.0\"")
        .breaks(ValueRules::brokenDefaults, NAME + " size: default 5.0 is no Integer");
  }

  @Test
  void aDefaultCanBeChosen() {
    Sample.GOOD
        .describing("default=\"5\"", "default=\"10\"")
        .breaks(
            ValueRules::brokenDefaults, NAME + " size: default 10 is none of the values to choose");
    Sample.GOOD
        .describing("default=\"ONE\"", "default=\"one\"")
        .breaks(
            ValueRules::brokenDefaults,
            NAME + " mode: default one is none of the values to choose");
  }

  @Test
  void aDefaultIsStoredAsItIs() {
    String secret = "id=\"secret\" name=\"Secret\" description=\"Hush.\" type=\"Password\"";
    String text = "id=\"text\" name=\"Text\" description=\"Free.\" type=\"String\" default=";
    Sample.GOOD
        .describing(secret, text + "\"a,b\"")
        .breaks(ValueRules::brokenDefaults, NAME + " text: default is stored as [a, b]");
    Sample.GOOD
        .describing(secret, text + "\"\\r\"")
        .breaks(ValueRules::brokenDefaults, NAME + " text: default is stored as [r]");
    Sample.GOOD
        .describing(secret, text + "\"a \"")
        .breaks(ValueRules::brokenDefaults, NAME + " text: default is stored as [a]");
    Sample.GOOD.describing(secret, text + "\"a b\"").keeps(ValueRules::brokenDefaults);
  }

  @Test
  void anArrayHasFieldsForItsDefaults() {
    Sample.GOOD
        .describing("default=\"a, b\"", "default=\"a,b,c\\,d,e\"")
        .keeps(ValueRules::brokenDefaults);
    Sample.GOOD
        .describing("default=\"a, b\"", "default=\"a,b,c,d,e\"")
        .breaks(ValueRules::brokenDefaults, NAME + " many: more defaults than fields");
  }
}
