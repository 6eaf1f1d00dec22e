/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

/**
 * Comments in JSON, which the OSGi Configurator allows: {@code // …} and {@code /* … *}{@code /}.
 */
final class Comments {
  private enum In {
    JSON,
    TEXT,
    LINE_COMMENT,
    BLOCK_COMMENT
  }

  private Comments() {}

  /** Puts spaces in place of comments, so that every line and column stays what it was. */
  static String blank(String json) {
    StringBuilder result = new StringBuilder(json);
    In state = In.JSON;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      switch (state) {
        case JSON -> {
          if (c == '"') {
            state = In.TEXT;
          } else if (json.startsWith("//", i)) {
            state = In.LINE_COMMENT;
            result.setCharAt(i, ' ');
          } else if (json.startsWith("/*", i)) {
            state = In.BLOCK_COMMENT;
            blankPair(result, i++);
          }
        }
        case TEXT -> {
          if (c == '\\') {
            i++;
          } else if (c == '"') {
            state = In.JSON;
          }
        }
        case LINE_COMMENT -> {
          if (c == '\n') {
            state = In.JSON;
          } else {
            result.setCharAt(i, ' ');
          }
        }
        case BLOCK_COMMENT -> {
          if (json.startsWith("*/", i)) {
            state = In.JSON;
            blankPair(result, i++);
          } else if (c != '\n') {
            result.setCharAt(i, ' ');
          }
        }
      }
    }
    return result.toString();
  }

  private static void blankPair(StringBuilder text, int index) {
    text.setCharAt(index, ' ');
    text.setCharAt(index + 1, ' ');
  }
}
