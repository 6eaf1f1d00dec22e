/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A browser without a window, and everything that it complains of or asks for. */
final class Browser implements AutoCloseable {
  private static final String NONE = "none";
  private static final Path SCREENSHOTS = Path.of(System.getProperty("meterway.test.screenshots"));

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final URI home;
  private final String password;
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  /** The browser of this machine; the test is skipped where it was said that there is none. */
  Browser(URI home, String password) {
    this.home = home;
    this.password = password;
    Path executable = executable();
    // No browser is downloaded: it is the one of the machine.
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    // As root, in a container, there is no sandbox.
                    .setChromiumSandbox(false));
  }

  private static Path executable() {
    String told = System.getProperty("meterway.test.browser", "");
    Assumptions.assumeFalse(told.equals(NONE), "there is no browser on this machine");
    Optional<Path> found =
        told.isEmpty()
            ? Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                .flatMap(
                    name ->
                        Stream.of(System.getenv("PATH").split(":"))
                            .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
            : Optional.of(Path.of(told));
    return found.orElseThrow(
        () ->
            new AssertionError(
                "There is no Chromium: install it, as ./meterway test does, or skip these tests"
                    + " with -Dbrowser=none"));
  }

  /** The page in a window of its own. */
  Page open(ColorScheme scheme, int width, int height) {
    Page page = window(scheme, width, height, false);
    page.navigate(home.toString());
    return page;
  }

  /** The page without its policy, for tools that do in it what it may not. */
  Page openForTools(ColorScheme scheme) {
    Page page = window(scheme, 1280, 900, true);
    page.navigate(home.toString());
    return page;
  }

  /** The page, which is sent these events in place of the gateway's. */
  Page openWithEvents(String events) {
    Page page = window(ColorScheme.LIGHT, 1280, 900, false);
    page.route(
        "**/events",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/event-stream; charset=utf-8")
                    .setBody(events)));
    page.navigate(home.toString());
    return page;
  }

  private Page window(ColorScheme scheme, int width, int height, boolean withoutPolicy) {
    BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setHttpCredentials("admin", password)
                .setColorScheme(scheme)
                .setBypassCSP(withoutPolicy)
                .setLocale("en-GB")
                .setViewportSize(width, height));
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest((Request request) -> requests.add(request.url()));
    return page;
  }

  /** Errors and warnings of all pages so far. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The addresses that any page has asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Keeps what is seen, for a person to look at. */
  static void keep(Page page, String name, boolean whole) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + ".png"))
            .setFullPage(whole));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
