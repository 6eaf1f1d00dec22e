/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meterway.api.handler.HandlesProtocol;

class HandlerPropertiesTest {
  @Test
  void givenProtocolIdsInAnyFormThenAllAreRead() {
    for (Object form :
        List.of(
            new int[] {0x2300, 0x2100},
            new Integer[] {0x2100, 0x2300},
            new String[] {"0x2100", "0X2300"},
            List.of("8448", " 0x2300 "),
            Set.of(0x2100, 0x2300L))) {
      HandlerProperties properties = of(form);

      assertTrue(properties.isValid(), properties::problem);
      assertEquals(List.of(0x2100, 0x2300), properties.protocols());
    }
  }

  @Test
  void givenASingleProtocolIdThenItIsRead() {
    assertEquals(List.of(0x2100), of(0x2100).protocols());
    assertEquals(List.of(0), of("0").protocols());
    assertEquals(List.of(0xFFFF), of("0xffff").protocols());
  }

  @Test
  void givenNoProtocolIdThenTheHandlerIsRejectedAndTheReasonNamesTheProperty() {
    assertEquals(
        "meterway.handles.protocol is missing,"
            + " expected Integers, or Strings such as 0x2100, each from 0 to 65535",
        HandlerProperties.of(Map.of("service.id", 7L), "b").problem());
    assertFalse(of(new int[0]).isValid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "0x10000", "2100h", "", "0x", "99999999999"})
  void givenAWrongProtocolIdThenTheHandlerIsRejectedAndTheReasonShowsIt(String id) {
    HandlerProperties properties = of(new String[] {"0x2100", id});

    assertFalse(properties.isValid());
    assertTrue(properties.problem().contains("\"" + id + "\""), properties::problem);
  }

  @Test
  void givenAProtocolIdOutOfRangeThenTheHandlerIsRejected() {
    for (Object id : List.of(-1, 65536, 0x1_0000_2100L, true)) {
      assertFalse(of(id).isValid(), id::toString);
    }
  }

  @Test
  void givenLinksThenTheHandlerServesOnlyThose() {
    HandlerProperties properties =
        HandlerProperties.of(
            Map.of(HandlesProtocol.PROPERTY, 1, "links", new String[] {" meter1 ", "", "meter2"}),
            "b");

    assertEquals(Set.of("meter1", "meter2"), properties.links());
    assertTrue(properties.serves("meter1"));
    assertFalse(properties.serves("meter3"));
  }

  @Test
  void givenNoLinksThenTheHandlerServesAll() {
    assertTrue(of(1).serves("meter3"));
    assertTrue(
        HandlerProperties.of(Map.of(HandlesProtocol.PROPERTY, 1, "links", ""), "b").serves("any"));
  }

  @Test
  void givenLinksThatAreNoNamesThenTheHandlerIsRejected() {
    assertEquals(
        "links is \"5\", expected names of links",
        HandlerProperties.of(Map.of(HandlesProtocol.PROPERTY, 1, "links", 5), "b").problem());
  }

  @Test
  void givenTheOtherPropertiesThenTheyAreRead() {
    HandlerProperties properties =
        HandlerProperties.of(
            Map.of(
                HandlesProtocol.PROPERTY,
                1,
                "service.id",
                7L,
                "service.ranking",
                -3,
                "component.name",
                "org.example.Handler",
                "meterway.non.blocking",
                true),
            "bundle 1.0");

    assertEquals("org.example.Handler", properties.name());
    assertEquals("bundle 1.0", properties.bundle());
    assertEquals(7, properties.serviceId());
    assertEquals(-3, properties.ranking());
    assertTrue(properties.nonBlocking());
  }

  private static HandlerProperties of(Object protocols) {
    return HandlerProperties.of(
        Map.of(HandlesProtocol.PROPERTY, protocols, "service.id", 7L), "bundle 1.0");
  }
}
