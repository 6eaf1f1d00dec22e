/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.meterway.api.config.InvalidConfigurationException;
import org.meterway.api.config.PasswordDecoder;
import org.meterway.api.config.Validation;
import org.meterway.api.status.Health;
import org.meterway.api.status.Status;
import org.meterway.api.status.StatusSource;
import org.meterway.api.web.WebResource;
import org.meterway.api.web.transport.WebExchange;
import org.meterway.api.web.transport.WebGate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configured gate to all resources. */
@Component(
    name = Pages.PID,
    configurationPid = Pages.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {WebGate.class, StatusSource.class, ConfigurableComponent.class},
    immediate = true)
@Designate(ocd = PagesConfig.class)
public final class Pages implements WebGate, StatusSource, ConfigurableComponent {
  static final String PID = "org.meterway.web.Pages";

  /** Framework properties by which the launcher of the standalone gateway lets in by default. */
  static final String LAUNCHER_USER = "org.meterway.web.user";

  static final String LAUNCHER_PASSWORD = "org.meterway.web.password";
  static final String LAUNCHER_REALM = "org.meterway.web.realm";

  private static final Logger LOG = LoggerFactory.getLogger(Pages.class);

  private final String name;
  private final BundleContext context;
  private final Optional<Credentials> launcher;
  private final Routes<ServiceReference<WebResource>> routes = new Routes<>();
  private final Map<ServiceReference<WebResource>, WebResource> resources =
      new ConcurrentHashMap<>();
  private final Gate gate;

  private PagesConfig latest;
  private PasswordDecoder passwords;
  private volatile Instant since = Instant.now();
  private volatile String problem = "";

  /** Lets nobody in yet. */
  @Activate
  public Pages(BundleContext context, Map<String, Object> properties) {
    this.context = context;
    name = Validation.instanceName(properties);
    launcher =
        Credentials.hashed(
            context.getProperty(LAUNCHER_USER), context.getProperty(LAUNCHER_PASSWORD));
    String realm = context.getProperty(LAUNCHER_REALM);
    gate = new Gate(realm == null ? "Meterway" : realm, System::nanoTime, this::find, LOG);
  }

  /** Takes a configuration. An invalid one is logged, and the last good one stays in force. */
  @Activate
  @Modified
  synchronized void configure(PagesConfig config) {
    latest = config;
    try {
      PagesOptions options = PagesOptions.of(config, passwords);
      gate.admit(
          options.credentials().isPresent()
              ? options
              : new PagesOptions(launcher, options.publicPaths()));
      since = Instant.now();
      problem = "";
    } catch (InvalidConfigurationException e) {
      // Kura hands the same configuration over twice.
      if (!problem.equals(e.getMessage())) {
        problem = e.getMessage();
        LOG.error("{}; what was in force stays in force", problem);
      }
    }
  }

  /** The password is read anew: where the platform encrypts it, it was not readable before. */
  @Reference(
      name = "PasswordDecoder",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void setPasswordDecoder(PasswordDecoder decoder) {
    passwords = decoder;
    if (latest != null) {
      configure(latest);
    }
  }

  synchronized void unsetPasswordDecoder(PasswordDecoder decoder) {
    if (passwords == decoder) {
      passwords = null;
    }
  }

  /** It is not asked for before somebody asks for what it serves. */
  @Reference(
      name = "WebResource",
      service = WebResource.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addResource(ServiceReference<WebResource> resource) {
    Optional<String> path = path(resource);
    if (path.isPresent()) {
      routes.add(path.get(), resource);
    } else {
      LOG.error(
          "A resource of {} is not served: its property {} is no path such as /metrics",
          resource.getBundle().getSymbolicName(),
          WebResource.PATH);
    }
  }

  void removeResource(ServiceReference<WebResource> resource) {
    path(resource).ifPresent(path -> routes.remove(path, resource));
    if (resources.remove(resource) != null) {
      context.ungetService(resource);
    }
  }

  private static Optional<String> path(ServiceReference<WebResource> resource) {
    return Optional.ofNullable(resource.getProperty(WebResource.PATH))
        .filter(path -> path instanceof String text && text.startsWith("/"))
        .map(String.class::cast);
  }

  private Optional<Gate.Target> find(String path) {
    return routes
        .find(path)
        .map(
            found ->
                new Gate.Target(
                    found.path(),
                    Boolean.TRUE.equals(found.resource().getProperty(WebResource.PUBLIC)),
                    found.rest(),
                    () -> resource(found.resource())));
  }

  private Optional<WebResource> resource(ServiceReference<WebResource> reference) {
    return Optional.ofNullable(resources.computeIfAbsent(reference, context::getService));
  }

  @Override
  public void serve(WebExchange exchange) throws IOException {
    gate.serve(exchange);
  }

  @Deactivate
  void deactivate() {
    gate.close();
  }

  @Override
  public Status describe() {
    boolean locked = !gate.isOpen();
    String reason = !problem.isEmpty() ? problem : locked ? "no password is configured" : "";
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("paths", String.join(" ", routes.paths().stream().map(ROOT::concat).toList()));
    facts.put("streams", Integer.toString(gate.streams()));
    return new Status(
        "web",
        name,
        locked ? "LOCKED" : "SERVING",
        problem.isEmpty() ? Health.OK : Health.WARNING,
        reason,
        since,
        gate.counters(),
        facts);
  }
}
