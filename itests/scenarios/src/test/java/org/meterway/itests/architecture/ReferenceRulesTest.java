/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import org.junit.jupiter.api.Test;

/** References that hide a page or miss a service, in bundles that were never built. */
class ReferenceRulesTest {
  private static final String NAME = Sample.NAME;

  @Test
  void aTargetedReferenceIsOptional() {
    Sample.GOOD
        .declaring("name=\"HeadEnd\" cardinality=\"0..1\"", "name=\"HeadEnd\"")
        .breaks(ReferenceRules::hidingReferences, NAME + " is hidden while it has no HeadEnd");
  }

  @Test
  void aServiceOfKuraIsOptional() {
    Sample.GOOD
        .declaring("name=\"Crypto\" cardinality=\"0..1\"", "name=\"Crypto\" cardinality=\"1..n\"")
        .breaks(ReferenceRules::hidingReferences, NAME + " is hidden while it has no Crypto");
    Sample.GOOD
        .declaring(
            "<service>",
            "<reference name=\"W\" interface=\"org.eclipse.kura.wire.WireHelperService\"/><service>")
        .keeps(ReferenceRules::hidingReferences);
  }

  @Test
  void anOptionalServiceMayComeLater() {
    Sample.GOOD
        .declaring("policy-option=\"greedy\"", "")
        .breaks(ReferenceRules::missedServices, NAME + " misses a later HeadEnd");
    Sample.GOOD
        .declaring("policy=\"dynamic\"", "policy=\"static\"")
        .breaks(ReferenceRules::missedServices, NAME + " misses a later Crypto");
  }

  @Test
  void anOptionalServiceIsNoParameterOfTheConstructor() {
    Sample.GOOD
        .declaring("name=\"HeadEnd\"", "name=\"HeadEnd\" parameter=\"1\"")
        .breaks(
            ReferenceRules::optionalParameters,
            NAME + " is not made without HeadEnd, a parameter of its constructor");
  }
}
