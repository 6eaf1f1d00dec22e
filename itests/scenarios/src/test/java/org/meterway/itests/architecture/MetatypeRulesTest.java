/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import org.junit.jupiter.api.Test;

/** Metatype files that Kura would read less of, in bundles that were never built. */
class MetatypeRulesTest {
  private static final String NAME = Sample.NAME;

  @Test
  void prefixedElementsAreNotRead() {
    Sample.GOOD
        .describing("<Designate", "<metatype:Designate")
        .describing("</Designate", "</metatype:Designate")
        .breaks(MetatypeRules::unreadElements, NAME + " has a metatype:Designate in its MetaData");
    Sample.GOOD
        .describing("<Option label=\"one\"", "<metatype:Option label=\"one\"")
        .breaks(MetatypeRules::unreadElements, NAME + " has a metatype:Option in its AD");
  }

  @Test
  void iconsAreNotShown() {
    Sample.GOOD
        .describing("</OCD>", "<Icon resource=\"port.png\" size=\"32\"/></OCD>")
        .breaks(MetatypeRules::unreadElements, NAME + " has a Icon in its OCD");
  }

  @Test
  void theFileIsAscii() {
    Sample.GOOD
        .describing("Where bytes", "Where 1\u20268 bytes")
        .breaks(MetatypeRules::unreadableCharacters, NAME + " has characters that are not ASCII");
  }

  @Test
  void namesAndDescriptionsAreThere() {
    Sample.GOOD
        .describing("name=\"A port\"", "")
        .breaks(MetatypeRules::missingTexts, NAME + ": name is ''");
    Sample.GOOD
        .describing("description=\"Bytes.\"", "description=\" \"")
        .breaks(MetatypeRules::missingTexts, NAME + " size: description is ' '");
  }

  @Test
  void namesAndDescriptionsAreNoKeys() {
    Sample.GOOD
        .describing("description=\"Where bytes come from.\"", "description=\"%port\"")
        .breaks(MetatypeRules::missingTexts, NAME + ": description is '%port'");
    Sample.GOOD
        .describing("name=\"Size\"", "name=\"%size\"")
        .breaks(MetatypeRules::missingTexts, NAME + " size: name is '%size'");
  }

  @Test
  void nothingIsBehindABar() {
    Sample.GOOD
        .describing("description=\"How.\"", "description=\"ONE | TWO.\"")
        .breaks(MetatypeRules::cutDescriptions, NAME + " mode: description with a bar");
    Sample.GOOD
        .describing("description=\"How.\"", "description=\"How.|TextArea\"")
        .keeps(MetatypeRules::cutDescriptions);
  }

  @Test
  void theDescriptionAtTheHeadNeedsNoEscape() {
    Sample.GOOD
        .describing("Where bytes come from.", "The meter's bytes.")
        .breaks(MetatypeRules::garbledDescriptions, NAME + ": description with one of < > & ' \"");
  }

  @Test
  void attributesDiffer() {
    Sample.GOOD
        .describing("id=\"mode\"", "id=\"size\"")
        .breaks(MetatypeRules::sameAttributes, NAME + " has two attributes of id size");
    Sample.GOOD
        .describing("name=\"Mode\"", "name=\"Size\"")
        .breaks(MetatypeRules::sameAttributes, NAME + " has two attributes of name Size");
  }
}
