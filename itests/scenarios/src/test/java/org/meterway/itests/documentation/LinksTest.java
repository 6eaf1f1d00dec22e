/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No link of the documentation leads nowhere. */
class LinksTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("meterway.checkout"));

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(CHECKOUT.resolve("README.md")));
    try (Stream<Path> docs = Files.walk(CHECKOUT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    assertFalse(pages.size() == 1, "no documentation");
    List<String> dead = new ArrayList<>();
    for (Path page : pages) {
      dead.addAll(Links.dead(page));
    }
    assertEquals(List.of(), dead);
  }

  @Test
  void aLinkToAnAbsentFileOrHeadingIsFound(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("there.md"), "# The `top`: one\n\n```\n# no heading\n```\n");
    Path page = folder.resolve("page.md");
    Files.writeString(
        page,
        """
        # Page
        [good](there.md) [good](there.md#the-top-one) [here](#page) [far](https://host.example/x)
        [absent](gone.md) ![absent](gone.png)
        [no such heading](there.md#no-heading) [nor here](#pages)
        `[code](gone.txt)` and
        ```
        [code](gone.txt)
        ```
        """);
    assertEquals(
        List.of(
            page + ": gone.md",
            page + ": gone.png",
            page + ": there.md#no-heading",
            page + ": #pages"),
        Links.dead(page));
  }
}
