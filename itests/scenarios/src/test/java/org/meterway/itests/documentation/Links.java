/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The links of Markdown files. */
final class Links {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern WITH_SCHEME = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
  private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern CODE = Pattern.compile("`[^`\n]*`");

  private Links() {}

  /** The relative links of a page whose file or heading is not there. */
  static List<String> dead(Path page) throws IOException {
    List<String> dead = new ArrayList<>();
    String words = CODE.matcher(withoutCodeBlocks(page)).replaceAll("");
    for (MatchResult link : LINK.matcher(words).results().toList()) {
      String target = link.group(1);
      if (!WITH_SCHEME.matcher(target).matches() && !isAlive(page, target)) {
        dead.add(page + ": " + target);
      }
    }
    return dead;
  }

  private static boolean isAlive(Path page, String target) throws IOException {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path file = path.isEmpty() ? page : page.resolveSibling(path);
    if (!Files.exists(file)) {
      return false;
    }
    return hash < 0
        || HEADING
            .matcher(withoutCodeBlocks(file))
            .results()
            .anyMatch(
                heading -> Markdown.anchor(heading.group(1)).equals(target.substring(hash + 1)));
  }

  private static String withoutCodeBlocks(Path page) throws IOException {
    return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
  }
}
