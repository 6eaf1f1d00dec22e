/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;

/** Says in words which bundles cannot run because something that they need is not there. */
final class ResolutionReport {
  private static final Pattern AT_LEAST = Pattern.compile("\\(version>=([^)]+)\\)");
  private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

  private final BundleContext context;

  ResolutionReport(BundleContext context) {
    this.context = context;
  }

  /** A line for each installed bundle that is not resolved; empty when all are. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      if (bundle.getState() == Bundle.INSTALLED) {
        problems.add("Bundle " + name(bundle) + " cannot run: it needs " + missing(bundle));
      }
    }
    return problems;
  }

  private static String name(Bundle bundle) {
    String file = bundle.getLocation().substring(bundle.getLocation().lastIndexOf('/') + 1);
    return bundle.getSymbolicName() + " " + bundle.getVersion() + " (" + file + ")";
  }

  private String missing(Bundle bundle) {
    FrameworkWiring wiring =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    List<String> missing = new ArrayList<>();
    for (BundleRequirement requirement :
        bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
      if (isMandatory(requirement)) {
        Collection<BundleCapability> providers = wiring.findProviders(requirement);
        if (providers.isEmpty()) {
          missing.add(inWords(requirement));
        } else if (providers.stream().allMatch(p -> isUnresolved(p.getRevision().getBundle()))) {
          missing.add(
              inWords(requirement)
                  + " of "
                  + providers.iterator().next().getRevision().getSymbolicName()
                  + ", which cannot run itself");
        }
      }
    }
    if (!missing.isEmpty()) {
      return String.join(", ", missing);
    }
    return isUnchecked(bundle)
        ? "a signature: it was not dropped into the deploy folder"
        : "packages in versions that do not go together";
  }

  /** Where signatures are required, what comes from elsewhere does not run. */
  private boolean isUnchecked(Bundle bundle) {
    return context.getProperty(FrameworkSettings.SIGNATURES) != null
        && !DeployFolder.isIn(
            context.getProperty(FrameworkSettings.DEPLOY_FOLDER), bundle.getLocation());
  }

  private static boolean isUnresolved(Bundle bundle) {
    return bundle.getState() == Bundle.INSTALLED;
  }

  private static boolean isMandatory(Requirement requirement) {
    Map<String, String> directives = requirement.getDirectives();
    return Namespace.EFFECTIVE_RESOLVE.equals(
            directives.getOrDefault(
                Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE))
        && Namespace.RESOLUTION_MANDATORY.equals(
            directives.getOrDefault(
                Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, Namespace.RESOLUTION_MANDATORY));
  }

  private static String inWords(Requirement requirement) {
    String namespace = requirement.getNamespace();
    String filter =
        requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
    Matcher named =
        Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)]+)\\)").matcher(filter);
    String name = named.find() ? named.group(1) : filter;
    return switch (namespace) {
      case PackageNamespace.PACKAGE_NAMESPACE -> "package " + name + range(filter);
      case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
          "a Java with " + filter + " (this one is " + Runtime.version().feature() + ")";
      default -> namespace + " " + name + range(filter);
    };
  }

  private static String range(String filter) {
    Matcher below = BELOW.matcher(filter);
    Matcher atLeast = AT_LEAST.matcher(below.replaceAll(""));
    String from = atLeast.results().map(found -> found.group(1)).collect(Collectors.joining());
    below.reset();
    if (from.isEmpty()) {
      return "";
    }
    return below.find() ? " [" + from + "," + below.group(1) + ")" : " " + from + " or later";
  }
}
