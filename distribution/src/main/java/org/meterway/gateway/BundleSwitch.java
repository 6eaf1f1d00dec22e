/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges bundles of the distribution while the framework runs. Only what depends on an exchanged
 * bundle stops meanwhile, in the order in which the gateway stops: head ends first, so that what
 * they have read is delivered; then the ports, so that what a meter says waits in the line's buffer
 * while nobody would listen; then the rest. What was accepted is in the store.
 */
final class BundleSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(BundleSwitch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DEPLOYER = "org.apache.felix.fileinstall";
  private static final String PORT_SERVICE = "org.meterway.api.port.MeterPort";

  private final BundleContext context;
  private final BundleInstaller installer;
  private final FrameworkWiring wiring;

  BundleSwitch(BundleContext context) {
    this.context = context;
    installer = new BundleInstaller(context);
    wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
  }

  /**
   * Leaves exactly these bundles of the distribution, all started.
   *
   * @throws GatewayException if one cannot be installed or does not start, in words; the exchange
   *     is then half done, and can be undone by another
   */
  List<Bundle> to(List<SystemBundle> wanted) throws GatewayException {
    List<Bundle> leaving = installer.others(wanted);
    Set<Bundle> known = Set.of(context.getBundles());
    Set<Bundle> affected = affected(leaving, wanted);
    List<Bundle> stopped = stop(affected);
    List<Bundle> installed = installer.exchange(wanted);
    affected.addAll(hosts(installed.stream().filter(b -> !known.contains(b)).toList()));
    refresh(affected);
    start(installed, stopped);
    return installed;
  }

  /** All that must not run during the exchange. */
  private Set<Bundle> affected(List<Bundle> leaving, List<SystemBundle> wanted) {
    Set<Bundle> affected = new LinkedHashSet<>(leaving);
    affected.addAll(hosts(leaving));
    affected.addAll(wiring.getDependencyClosure(affected));
    int lowest =
        Math.min(
            leaving.stream().mapToInt(BundleSwitch::level).min().orElse(Integer.MAX_VALUE),
            wanted.stream()
                .filter(bundle -> context.getBundle(bundle.location()) == null)
                .mapToInt(SystemBundle::startLevel)
                .min()
                .orElse(Integer.MAX_VALUE));
    for (Bundle bundle : context.getBundles()) {
      // Components stop with the runtime that holds them, in any order; so stop them before it.
      if (lowest < SystemBundle.METERWAY_LEVEL && level(bundle) > lowest
          || DEPLOYER.equals(bundle.getSymbolicName())) {
        affected.add(bundle);
      }
    }
    affected.removeIf(bundle -> bundle.getBundleId() == 0);
    return affected;
  }

  /** A fragment comes and goes with its host only. */
  private Collection<Bundle> hosts(Collection<Bundle> bundles) {
    List<String> names =
        bundles.stream()
            .map(bundle -> bundle.getHeaders("").get(Constants.FRAGMENT_HOST))
            .filter(host -> host != null)
            .map(host -> host.split(";", 2)[0].strip())
            .toList();
    return Arrays.stream(context.getBundles())
        .filter(bundle -> names.contains(bundle.getSymbolicName()))
        .toList();
  }

  private ServiceReference<?>[] ports() {
    try {
      ServiceReference<?>[] ports = context.getAllServiceReferences(PORT_SERVICE, null);
      return ports == null ? new ServiceReference<?>[0] : ports;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("No filter was given", e);
    }
  }

  /** Returns those that were active. */
  private List<Bundle> stop(Collection<Bundle> bundles) {
    Set<Bundle> withPorts =
        Arrays.stream(ports()).map(ServiceReference::getBundle).collect(Collectors.toSet());
    List<Bundle> active =
        bundles.stream()
            .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
            .sorted(
                Comparator.comparingInt(BundleSwitch::level)
                    .thenComparing(withPorts::contains)
                    .thenComparingLong(Bundle::getBundleId)
                    .reversed())
            .toList();
    for (Bundle bundle : active) {
      try {
        bundle.stop(Bundle.STOP_TRANSIENT);
      } catch (BundleException e) {
        LOG.warn("Bundle {} did not stop in good order", bundle.getSymbolicName(), e);
      }
    }
    return active;
  }

  private void refresh(Collection<Bundle> bundles) throws GatewayException {
    CountDownLatch done = new CountDownLatch(1);
    wiring.refreshBundles(bundles, event -> done.countDown());
    try {
      if (!done.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new GatewayException("The framework does not exchange the bundles in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException("Interrupted while bundles were exchanged", e);
    }
  }

  private void start(List<Bundle> installed, List<Bundle> stopped) throws GatewayException {
    List<Bundle> all = new ArrayList<>(installed);
    stopped.stream()
        .filter(bundle -> !installed.contains(bundle))
        .filter(bundle -> bundle.getState() != Bundle.UNINSTALLED)
        .forEach(all::add);
    // What is new in the distribution keeps its place; what stays comes behind that of its level.
    all.sort(Comparator.comparingInt(BundleSwitch::level));
    for (Bundle bundle : all) {
      if (BundleInstaller.isFragment(bundle) || bundle.getState() == Bundle.ACTIVE) {
        continue;
      }
      try {
        boolean lasting =
            installed.contains(bundle)
                || bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        bundle.start(Bundle.START_ACTIVATION_POLICY | (lasting ? 0 : Bundle.START_TRANSIENT));
      } catch (BundleException e) {
        String words = words(bundle, e);
        if (installed.contains(bundle)) {
          throw new GatewayException(words, e);
        }
        LOG.warn("{}", words);
      }
    }
  }

  private String words(Bundle bundle, BundleException e) {
    String name = "Bundle " + bundle.getSymbolicName() + " " + bundle.getVersion();
    return new ResolutionReport(context)
        .problems().stream()
            .filter(problem -> problem.startsWith(name + " "))
            .findFirst()
            .orElseGet(() -> name + " does not start: " + BundleInstaller.reason(e));
  }

  private static int level(Bundle bundle) {
    return bundle.getBundleId() == 0 ? 0 : bundle.adapt(BundleStartLevel.class).getStartLevel();
  }
}
