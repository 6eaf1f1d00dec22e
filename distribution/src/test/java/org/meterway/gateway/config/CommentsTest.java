/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CommentsTest {
  @Test
  void commentsBecomeSpacesAndEverythingElseStaysInItsPlace() {
    String text = "{ \"a\": 1, // one\n \"b\": /***/ 2 }";

    assertEquals("{ \"a\": 1,       \n \"b\":       2 }", Comments.blank(text));
    assertEquals(text.length(), Comments.blank(text).length());
  }

  @Test
  void whatLooksLikeACommentInATextIsText() {
    String json = "{ \"url\": \"http://x/*y*/\", \"quoted\": \"\\\"//\" }";

    assertEquals(json, Comments.blank(json));
  }

  @Test
  void lineEndsInCommentsStay() {
    assertEquals("   \n   {}", Comments.blank("/* \n */{}"));
  }
}
