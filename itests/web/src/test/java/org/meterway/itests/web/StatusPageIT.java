/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The status page of a running gateway, in a browser. */
class StatusPageIT {
  private static final int PATIENCE_MILLIS = 20_000;
  private static final Set<String> GRAVE = Set.of("serious", "critical");

  @TempDir private static Path folder;
  private static RunningGateway gateway;
  private static Browser browser;
  private Page page;

  @BeforeAll
  static void givenAGateway() throws Exception {
    gateway = new RunningGateway(folder, "");
    browser = new Browser(gateway.page(), gateway.password());
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    gateway.close();
  }

  private void givenThePage() {
    givenThePage(ColorScheme.LIGHT, 1280, 900);
  }

  private void givenThePage(ColorScheme scheme, int width, int height) {
    page = browser.open(scheme, width, height);
    thePageIsLive();
  }

  private void thePageIsLive() {
    assertThat(page.locator("#connection")).hasText("Live");
    assertThat(card("meter1")).containsText("UP, well");
  }

  @AfterEach
  void thePageHadNothingToComplainOf() {
    if (page != null) {
      page.context().close();
    }
    assertEquals(List.of(), browser.complaints());
    assertTrue(
        browser.requests().stream().allMatch(it -> it.startsWith(gateway.page().toString())),
        () -> "something comes from elsewhere: " + browser.requests());
  }

  private Locator card(String link) {
    return page.getByRole(
        AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("Link " + link).setExact(true));
  }

  private Locator rows() {
    return page.locator("#tail-rows tr");
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void eachLinkIsShownWithItsPortItsHeadEndAndWhatWentWrong() {
    givenThePage();

    assertThat(page.locator("#health")).hasText("Something needs a look");
    assertThat(card("meter1")).containsText("meter1: OPEN");
    assertThat(card("meter1")).containsText("hes: CONNECTED");
    assertThat(card("meter1")).containsText(Pattern.compile("Last frame\\s*\\d s ago"));
    assertThat(card("meter1")).containsText(Pattern.compile("[1-9]\\.\\d frames/s, \\d+.B/s"));
    assertThat(card("meter1"))
        .containsText(Pattern.compile("Noise between frames: \\d+ — check wiring"));
    assertThat(card("meter1").locator(".spark path")).hasAttribute("d", Pattern.compile("M.*L.*"));
    assertThat(card("cellar")).containsText("INTERRUPTED, look at it");
    assertThat(card("cellar")).containsText("no such device");
  }

  @Test
  void handlersAndHealthAreListed() {
    givenThePage();

    Locator handlers = page.locator("#handler-rows tr");
    assertThat(handlers).hasCount(2);
    assertThat(handlers.first()).containsText("bound");
    assertThat(page.locator("#health-rows tr").first()).containsText("link cellar");
    assertThat(page.locator("#unhandled")).hasText("Every message had a handler.");
    page.locator("details")
        .filter(new Locator.FilterOptions().setHasText("meter1"))
        .first()
        .locator("summary")
        .click();
    assertThat(page.locator("details[open]")).containsText("Frames from the meter: ");
  }

  @Test
  void messagesComeAndCanBeHeldFilteredAndLookedInto() {
    givenThePage();

    assertThat(rows().filter(new Locator.FilterOptions().setHasText("meter1")).first()).isVisible();
    page.locator("#filter-link").selectOption("meter2");
    assertThat(rows().first()).containsText("meter2");
    assertThat(rows().filter(new Locator.FilterOptions().setHasText("meter1"))).hasCount(0);
    page.locator("#filter-text").fill("no message says this");
    assertThat(rows()).hasCount(0);
    page.locator("#filter-text").fill("onerror");
    assertThat(rows().first()).containsText("SERIAL_NET");

    button("Pause").click();
    int held = rows().count();
    assertThat(page.locator("#tail-state"))
        .containsText(Pattern.compile("[1-9]\\d* came meanwhile"));
    assertEquals(held, rows().count());

    rows().first().getByRole(AriaRole.BUTTON).press("Enter");
    assertThat(page.locator("#hex-dump")).containsText("0000  bf 3c 69 6d 67");
    assertThat(page.locator("#hex-dump")).containsText(".<img src=x");
    assertThat(page.locator("#hex-title")).isFocused();
    button("Close").click();
    assertThat(page.locator("#hex")).isHidden();
    assertThat(rows().first().getByRole(AriaRole.BUTTON)).isFocused();
  }

  @Test
  void whatMetersAndConfigurationsSayIsNeverMarkup() {
    givenThePage();

    assertThat(rows().filter(new Locator.FilterOptions().setHasText(RunningGateway.MARKUP)).first())
        .isVisible();
    assertThat(card("cellar")).containsText(RunningGateway.MARKUP_DEVICE);
    assertThat(page.locator("img, script:not([src])")).hasCount(0);
    assertFalse(page.title().contains("taken over"));
  }

  @Test
  void everyTextIsShownAsText() {
    String evil = RunningGateway.MARKUP.replace("\"", "\\\"");
    String source =
        "{'kind':'%s','name':'X','state':'X','health':'X','reason':'X',"
            + "'since':'X','restartable':true,'counters':{'X':3},'facts':{'X':'X'}}";
    String state =
        ("{'version':1,'host':'X','time':'2026-01-01T00:00:00Z','health':'X','sources':["
                + source.formatted("link")
                + ","
                + source.formatted("X")
                + "],'handlers':{'handlers':[{'name':'X','bundle':'X','state':'X','reason':'X',"
                + "'ranking':0,'protocols':['X'],'links':['X'],'handled':0,'failed':0}],"
                + "'unhandled':{'X':1}}}")
            .replace('\'', '"')
            .replace("\"X\"", '"' + evil + '"');
    String message =
        "{'number':1,'time':'2026-01-01T00:00:00Z','link':'X','protocol':'X','command':'X',"
            .concat("'parameter':'X','parameterName':'X','value':'X','size':1,'hex':'3c'}")
            .replace('\'', '"')
            .replace("\"X\"", '"' + evil + '"');
    page =
        browser.openWithEvents(
            "event: status\ndata: " + state + "\n\nevent: message\ndata: " + message + "\n\n");

    assertThat(page.locator("article h3")).hasText(RunningGateway.MARKUP);
    page.locator("details summary").last().click();
    assertThat(page.locator("details[open]")).containsText(RunningGateway.MARKUP + ": 3");
    rows().first().getByRole(AriaRole.BUTTON).click();
    button("Restart link " + RunningGateway.MARKUP).click();
    assertThat(page.locator("#confirm-title")).containsText(RunningGateway.MARKUP);
    assertThat(page.locator("#unhandled")).containsText(RunningGateway.MARKUP);
    assertThat(page.locator("img, script:not([src])")).hasCount(0);
    assertFalse(page.title().startsWith("taken over"));
  }

  @Test
  void aPortIsReopenedWhenTheOperatorHasConfirmed() throws Exception {
    givenThePage();

    button("Reopen port meter1").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("is closed and opened again");
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel")).click();
    assertThat(dialog).isHidden();
    assertThat(page.locator("#result")).isEmpty();

    button("Reopen port meter1").press("Enter");
    dialog.getByRole(AriaRole.BUTTON).first().press("Enter");
    assertThat(page.locator("#result")).hasText("Done: port meter1 begins anew.");
    gateway.await("Port meter1 opens anew: asked for on the status page by admin");
    assertThat(card("meter1")).containsText("UP, well");
  }

  @Test
  void everyCounterHasItsWords() throws Exception {
    givenThePage();

    // Those that are there, and those that the metrics know.
    Object unknown =
        page.evaluate(
            """
            async (catalogued) => {
              const words = await import(new URL('words.js', document.baseURI));
              const { sources } = await (await fetch('status.json')).json();
              return sources
                .flatMap(({ kind, counters }) => Object.keys(counters).map((name) => [kind, name]))
                .concat(catalogued)
                .filter(([kind, name]) => !words.isKnown(kind, name))
                .map(([kind, name]) => `${kind}/${name}`);
            }
            """,
            catalogued());

    assertEquals(List.of(), unknown);
  }

  /** Kind and name of each counter in the metrics' catalogue; not those with a star for many. */
  private static List<List<String>> catalogued() throws Exception {
    try (Stream<String> lines =
        Files.lines(Path.of(System.getProperty("meterway.test.catalogue")))) {
      List<List<String>> counters =
          lines
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\\s+"))
              .filter(word -> word.length > 2 && word[2].matches("counter|millis|gauge"))
              .map(word -> List.of(word[0], word[1]))
              .toList();
      assertTrue(counters.size() > 50, "the catalogue has another form");
      return counters;
    }
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, 1280, 900", "DARK, 1280, 900", "LIGHT, 390, 844", "DARK, 390, 844"})
  void thePageFitsTheWindow(ColorScheme scheme, int width, int height) {
    givenThePage(scheme, width, height);
    assertThat(rows().nth(6)).isVisible();

    assertEquals(width, page.evaluate("document.documentElement.scrollWidth"));
    String name = (width < 700 ? "phone-" : "desktop-") + scheme.name().toLowerCase();
    Browser.keep(page, name, false);
    Browser.keep(page, name + "-whole", true);
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void nobodyIsKeptOut(ColorScheme scheme) {
    page = browser.openForTools(scheme);
    thePageIsLive();
    rows().first().getByRole(AriaRole.BUTTON).click();
    page.locator("details summary").first().click();

    List<String> grave =
        new AxeBuilder(page)
            .setLegacyMode(true).analyze().getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .map((Rule rule) -> rule.getId() + ": " + rule.getNodes())
                .toList();

    assertEquals(List.of(), grave);
  }
}
