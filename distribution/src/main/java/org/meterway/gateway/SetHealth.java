/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Whether a gateway is as well as it was before its bundles were exchanged: all bundles run, no
 * component waits that did not, nothing is critical that was not, and ports, head ends and links
 * that were up are up.
 */
final class SetHealth {
  private static final String STATUS_SOURCE = "org.meterway.api.status.StatusSource";
  private static final Set<String> LINES = Set.of("port", "headend", "link", "dlms-push", "modem");
  private static final String CRITICAL = "CRITICAL";
  private static final String OK = "OK";
  private static final String COMPONENT = "component";

  private final BundleContext context;

  SetHealth(BundleContext context) {
    this.context = context;
  }

  /** One who tells its state. */
  private record Told(
      String kind, String name, String state, String health, String reason, String bundle) {
    String key() {
      return kind + " " + name;
    }

    boolean isUp() {
      return health.equals(OK);
    }

    String line() {
      return String.join("\t", kind, name, state, health, "", bundle);
    }

    static Told of(String line) {
      String[] part = line.split("\t", -1);
      return new Told(part[0], part[1], part[2], part[3], part[4], part[5]);
    }
  }

  /** How all is now, as lines to compare with later. */
  List<String> snapshot() {
    List<String> lines = new ArrayList<>();
    told().values().forEach(told -> lines.add(told.line()));
    new ComponentReport(context)
        .problems()
        .forEach(problem -> lines.add(new Told(COMPONENT, clean(problem), "", OK, "", "").line()));
    return lines;
  }

  /**
   * What is not well, in words; empty when all is.
   *
   * @param bundles those that must run
   * @param before what {@link #snapshot} said before
   */
  List<String> problems(List<Bundle> bundles, List<String> before) {
    List<String> problems = new ArrayList<>();
    for (Bundle bundle : bundles) {
      if (bundle.getState() == Bundle.UNINSTALLED
          || !BundleInstaller.isFragment(bundle) && bundle.getState() != Bundle.ACTIVE) {
        problems.add("bundle " + bundle.getSymbolicName() + " is not active");
      }
    }
    List<Told> was = before.stream().map(Told::of).toList();
    Set<String> waited =
        was.stream()
            .filter(told -> told.kind().equals(COMPONENT))
            .map(Told::name)
            .collect(Collectors.toSet());
    new ComponentReport(context)
        .problems().stream()
            .filter(problem -> !waited.contains(clean(problem)))
            .forEach(problems::add);
    Set<String> names = bundles.stream().map(Bundle::getSymbolicName).collect(Collectors.toSet());
    compare(was, names, problems);
    return problems;
  }

  private void compare(List<Told> was, Set<String> names, List<String> problems) {
    Map<String, Told> now = told();
    Set<String> critical =
        was.stream()
            .filter(told -> told.health().equals(CRITICAL))
            .map(Told::key)
            .collect(Collectors.toSet());
    for (Told told : now.values()) {
      if (told.health().equals(CRITICAL) && !critical.contains(told.key())) {
        problems.add(told.key() + " is critical: " + told.reason());
      }
    }
    for (Told told : was) {
      Told same = now.get(told.key());
      if (same == null) {
        // What the new set does not have any more is not missed.
        if (names.contains(told.bundle()) && !told.kind().equals(COMPONENT)) {
          problems.add(told.key() + " is not there any more");
        }
      } else if (LINES.contains(told.kind()) && told.isUp() && !same.isUp()) {
        problems.add(told.key() + " was up and is not: " + same.reason());
      }
    }
  }

  private Map<String, Told> told() {
    Map<String, Told> all = new LinkedHashMap<>();
    try {
      ServiceReference<?>[] sources = context.getAllServiceReferences(STATUS_SOURCE, null);
      if (sources != null) {
        Arrays.sort(sources);
        for (ServiceReference<?> source : sources) {
          Told told = ask(source);
          if (told != null) {
            all.put(told.key(), told);
          }
        }
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("No filter was given", e);
    }
    return all;
  }

  /** The launcher's own types of these names are others than those of the bundles. */
  private Told ask(ServiceReference<?> reference) {
    Object source = context.getService(reference);
    Bundle bundle = reference.getBundle();
    if (source == null || bundle == null) {
      return null;
    }
    try {
      Object status = bundle.loadClass(STATUS_SOURCE).getMethod("describe").invoke(source);
      return new Told(
          value(status, "kind"),
          value(status, "name"),
          value(status, "state"),
          value(status, "health"),
          value(status, "reason"),
          bundle.getSymbolicName());
    } catch (ReflectiveOperationException | RuntimeException e) {
      // It has no opinion, or is going away while it is asked.
      return null;
    } finally {
      context.ungetService(reference);
    }
  }

  private static String value(Object status, String member) throws ReflectiveOperationException {
    return clean(String.valueOf(status.getClass().getMethod(member).invoke(status)));
  }

  private static String clean(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.substring(0, Math.min(line.length(), 400));
  }
}
