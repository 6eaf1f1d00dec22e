/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.felix.framework.FrameworkFactory;
import org.meterway.api.status.StatusSource;
import org.meterway.gateway.config.Catalogue;
import org.meterway.gateway.config.GatewayConfiguration;
import org.meterway.gateway.config.GatewaySettings;
import org.meterway.gateway.config.InvalidFileException;
import org.meterway.gateway.signed.SignedBundles;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.LoggerFactory;

/** The steps from options to a running gateway; each instance runs once. */
final class GatewayStart {
  private static final long LINKS_MILLIS = 1000;
  private static final int FINAL_LEVEL = 100;
  private static final String REQUIRE_SIGNED = GatewaySettings.REQUIRE_SIGNED;
  private static final String LINK_PID = "org.meterway.link.MeterLink";
  private static final String LINK_SERVICE = "org.meterway.api.link.MeterLink";
  private static final String CONFIGURABLE = "org.eclipse.kura.configuration.ConfigurableComponent";

  private final GatewayOptions options;
  private final int attempt;
  private final long begin = System.nanoTime();
  private final FrameworkLog log = new FrameworkLog();
  private final List<String> bundleErrors = new ArrayList<>();

  GatewayStart(GatewayOptions options) {
    this(options, 0);
  }

  /**
   * Another attempt with other bundles.
   *
   * @param attempt how many have failed in this process
   */
  private GatewayStart(GatewayOptions options, int attempt) {
    this.options = options;
    this.attempt = attempt;
  }

  Gateway run() throws GatewayException {
    LogSettings.apply(options.home());
    String text = read(options.configuration());
    Optional<Path> signers = signers(text);
    if (options.http().isPresent()) {
      checkFree(options.http().get());
    }
    DataFolder data = DataFolder.open(options.data());
    data.warnOfFullDisk();
    Framework framework = null;
    Updates updates = null;
    boolean startsBundles = false;
    try {
      updates = Updates.open(data.updates(), options.home(), this::isWanted);
      startsBundles = updates.isTrying();
      List<SystemBundle> bundles = updates.bundles();
      AtomicReference<Catalogue> own = new AtomicReference<>(catalogue(updates.allBundles()));
      Deployment deployment = Deployment.open(options.deploy(), signers, data);
      DeployedJars jars = deployment.jars();
      PasswordVault vault = new PasswordVault(data.passwordKey());
      Watch.ConfigurationParser parser = changed -> valid(own.get(), jars, vault, changed);
      GatewayConfiguration configuration = parse(parser, text);
      framework = new FrameworkFactory().newFramework(settings(data, deployment).asMap());
      framework.init();
      BundleContext context = framework.getBundleContext();
      new ApiServices(vault, updates, deployment.status().stream().toArray(StatusSource[]::new))
          .registerIn(context);
      context.registerService(
          ConfigurationListener.class,
          new PasswordSealer(
              vault, pid -> knowing(pid, own.get(), jars).passwords(pid), context::getService),
          new Hashtable<>());
      startsBundles = true;
      List<Bundle> installed = startPlatform(framework, deployment, bundles);
      ConfigurationApplier applier =
          new ConfigurationApplier(
              configurationAdmin(context),
              data.appliedConfiguration(),
              () -> singletons(own.get(), jars));
      applier.apply(configuration);
      startRest(framework, installed);
      startsBundles = false;
      awaitLinks(context, configuration.instancesOf(LINK_PID));
      options.http().ifPresent(GatewayStart::warnOfListeners);
      configuration.warnings().forEach(LoggerFactory.getLogger(Gateway.class)::warn);
      Watch watch =
          new Watch(
              context,
              options.configuration(),
              text,
              configuration.settings(),
              parser,
              applier,
              jars);
      watch.start();
      deployment.start();
      updates.attach(exchange(context, updates, deployment, own, applier, watch), attempt == 0);
      Duration time = Duration.ofNanos(System.nanoTime() - begin);
      return new Gateway(
          data, framework, watch, deployment, updates, new UpCondition(context), time);
    } catch (GatewayException | BundleException | IOException | RuntimeException e) {
      boolean others = startsBundles && updates.fallBack(inWords(e));
      if (framework == null) {
        closeQuietly(data, e);
      } else {
        Gateway.stop(framework, data);
      }
      if (others) {
        return new GatewayStart(options, attempt + 1).run();
      }
      throw e instanceof GatewayException known
          ? known
          : new GatewayException("The gateway cannot start: " + inWords(e), e);
    }
  }

  private static String inWords(Exception e) {
    if (e instanceof IOException io) {
      return IoReason.of(io);
    }
    if (e instanceof UncheckedIOException io) {
      return IoReason.of(io.getCause());
    }
    if (e instanceof GatewayException known) {
      return String.join("; ", known.problems());
    }
    return e instanceof BundleException bundle ? BundleInstaller.reason(bundle) : e.toString();
  }

  /** Whether bundles of a feature are to run. */
  private boolean isWanted(String feature) {
    return switch (feature) {
      case "http" -> options.http().isPresent();
      case "shell" -> options.shell();
      default -> true;
    };
  }

  private static Catalogue knowing(String pid, Catalogue own, DeployedJars jars) {
    return own.knows(pid) ? own : own.with(jars.list());
  }

  /** What else changes when bundles are exchanged. */
  private static UpdateTrial.Exchange exchange(
      BundleContext context,
      Updates updates,
      Deployment deployment,
      AtomicReference<Catalogue> own,
      ConfigurationApplier applier,
      Watch watch) {
    return new UpdateTrial.Exchange() {
      @Override
      public BundleContext context() {
        return context;
      }

      @Override
      public void begins(List<SystemBundle> both) {
        watch.setExchanging(true);
        deployment.setDistribution(both);
      }

      @Override
      public void ended(List<SystemBundle> now) throws IOException {
        deployment.setDistribution(now);
        own.set(catalogue(updates.allBundles()));
        applier.createSingletons();
        watch.setExchanging(false);
      }

      @Override
      public void startAnew() {
        // Whoever looks after the process starts it anew, and the journal says with what.
        new Thread(() -> System.exit(1), "meterway-end").start();
      }
    };
  }

  private static String read(ConfigurationSource source) throws GatewayException {
    try {
      return source.read();
    } catch (NoSuchFileException e) {
      throw wrongUse(source.name() + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw wrongUse(source.name() + ": no permission to read it", e);
    } catch (CharacterCodingException e) {
      throw wrongUse(source.name() + ": not text in UTF-8", e);
    } catch (IOException e) {
      throw wrongUse(source.name() + " cannot be read: " + IoReason.of(e), e);
    }
  }

  private static GatewayException wrongUse(String problem, Exception cause) {
    return GatewayException.wrongUse(List.of(problem), cause);
  }

  /** The certificates that bundles must be signed with, if they must; these can be read. */
  private Optional<Path> signers(String text) throws GatewayException {
    ConfigurationSource source = options.configuration();
    try {
      Optional<String> configured = GatewaySettings.read(source.name(), text).requireSigned();
      Optional<Path> signers = options.requireSigned().or(() -> configured.map(source::resolve));
      if (signers.isPresent()) {
        SignedBundles.checkCertificates(signers.get());
      }
      return signers;
    } catch (InvalidFileException e) {
      throw GatewayException.wrongUse(e.problems(), e);
    } catch (IOException | InvalidPathException e) {
      String from = options.requireSigned().isPresent() ? "--require-signed" : REQUIRE_SIGNED;
      throw wrongUse(from + ": " + e.getMessage(), e);
    }
  }

  private static GatewayConfiguration parse(Watch.ConfigurationParser parser, String text)
      throws GatewayException {
    try {
      return parser.parse(text);
    } catch (InvalidFileException e) {
      throw GatewayException.wrongUse(e.problems(), e);
    }
  }

  /** Checked against the Meterway bundles and what is deployed at this moment. */
  private GatewayConfiguration valid(
      Catalogue own, DeployedJars jars, PasswordVault vault, String text)
      throws InvalidFileException {
    return GatewayConfiguration.parse(
        options.configuration().name(), text, own.with(jars.list()), sealing(vault));
  }

  private static UnaryOperator<String> sealing(PasswordVault vault) {
    return password -> {
      try {
        return vault.seal(password);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** As in Kura, a deployed bundle's component that is marked as configurable runs at once. */
  private static List<String> singletons(Catalogue own, DeployedJars jars) {
    List<String> singletons = new ArrayList<>(own.singletons());
    singletons.addAll(Catalogue.read(jars.list()).singletonsThatProvide(CONFIGURABLE));
    return singletons;
  }

  /**
   * What the Meterway bundles say, those of features that are off too: a file stays right with
   * {@code --http off}. Those before them take no configurations from the file.
   */
  private static Catalogue catalogue(List<SystemBundle> bundles) {
    return Catalogue.read(
        bundles.stream().filter(SystemBundle::isMeterway).map(SystemBundle::jar).toList());
  }

  private static Supplier<ConfigurationAdmin> configurationAdmin(BundleContext context) {
    ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> tracker =
        new ServiceTracker<>(context, ConfigurationAdmin.class, null);
    tracker.open();
    return tracker::getService;
  }

  private static void checkFree(HttpAddress address) throws GatewayException {
    InetSocketAddress wanted = new InetSocketAddress(address.host(), address.port());
    if (wanted.isUnresolved()) {
      throw GatewayException.wrongUse(List.of("--http: there is no host " + address.host()), null);
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(wanted);
    } catch (IOException e) {
      throw new GatewayException("--http: cannot listen on " + address + ": " + e.getMessage(), e);
    }
  }

  private static void warnOfListeners(HttpAddress address) {
    if (!address.isLoopback()) {
      LoggerFactory.getLogger(Gateway.class)
          .warn(
              "The Web Console at {} can be reached from other machines, over plain HTTP:"
                  + " its password and all settings cross the network in the clear",
              address);
    }
  }

  private FrameworkSettings settings(DataFolder data, Deployment deployment)
      throws GatewayException {
    FrameworkSettings settings = new FrameworkSettings(data, deployment.folder(), log);
    if (attempt > 0) {
      settings.withCache(data.cache(attempt));
    }
    if (deployment.requiresSignatures()) {
      settings.withRequiredSignatures();
    }
    if (options.http().isPresent()) {
      ConsolePassword password = ConsolePassword.in(data.consolePassword());
      password.fresh().ifPresent(fresh -> tellPassword(fresh, data));
      settings.withWebConsole(options.http().get(), password);
    }
    return settings;
  }

  private void tellPassword(String password, DataFolder data) {
    options
        .console()
        .accept("Web Console: user " + Gateway.CONSOLE_USER + ", password " + password);
    options
        .console()
        .accept("(shown this once; for another, delete " + data.consolePassword() + ")");
  }

  /** Starts what configurations are stored with. */
  private List<Bundle> startPlatform(
      Framework framework, Deployment deployment, List<SystemBundle> wanted)
      throws GatewayException, BundleException, IOException {
    BundleContext context = framework.getBundleContext();
    context.addFrameworkListener(
        event -> {
          if (event.getType() == FrameworkEvent.ERROR) {
            synchronized (bundleErrors) {
              bundleErrors.add(event.getBundle().getSymbolicName() + ": " + event.getThrowable());
            }
          }
        });
    forwardLog(context);
    deployment.prepare(context, wanted);
    List<Bundle> installed = new BundleInstaller(context).install(wanted);
    framework.start();
    return installed;
  }

  /** Starts what configurations are for. */
  private void startRest(Framework framework, List<Bundle> installed) throws GatewayException {
    CountDownLatch reached = new CountDownLatch(1);
    framework
        .adapt(FrameworkStartLevel.class)
        .setStartLevel(
            FINAL_LEVEL,
            event -> {
              if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                reached.countDown();
              }
            });
    try {
      reached.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException("Interrupted while starting", e);
    }
    List<String> failed = new ArrayList<>();
    for (Bundle bundle : installed) {
      if (!BundleInstaller.isFragment(bundle) && bundle.getState() != Bundle.ACTIVE) {
        failed.add("Bundle " + bundle.getSymbolicName() + " of the distribution is not active");
      }
    }
    if (!failed.isEmpty()) {
      failed.addAll(new ResolutionReport(framework.getBundleContext()).problems());
      synchronized (bundleErrors) {
        failed.addAll(bundleErrors);
      }
      throw new GatewayException(failed);
    }
  }

  private void forwardLog(BundleContext context) {
    new ServiceTracker<LogReaderService, LogReaderService>(context, LogReaderService.class, null) {
      @Override
      public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
        LogReaderService reader = super.addingService(reference);
        reader.addLogListener(log);
        return reader;
      }
    }.open();
  }

  /** Configurations reach the components on other threads; that takes a moment. */
  private static void awaitLinks(BundleContext context, long wanted) throws GatewayException {
    CountDownLatch all = new CountDownLatch(1);
    ServiceListener listener =
        event -> {
          if (links(context) >= wanted) {
            all.countDown();
          }
        };
    try {
      context.addServiceListener(listener, "(" + Constants.OBJECTCLASS + "=" + LINK_SERVICE + ")");
      if (links(context) < wanted) {
        all.await(LINKS_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("A fixed filter", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException("Interrupted while starting", e);
    } finally {
      context.removeServiceListener(listener);
    }
  }

  /** How many links are registered. */
  static int links(BundleContext context) {
    try {
      ServiceReference<?>[] services = context.getAllServiceReferences(LINK_SERVICE, null);
      return services == null ? 0 : services.length;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("No filter was given", e);
    }
  }

  private static void closeQuietly(DataFolder data, Exception reason) {
    try {
      data.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
