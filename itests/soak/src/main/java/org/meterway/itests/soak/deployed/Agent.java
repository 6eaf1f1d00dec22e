/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.soak.deployed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Does inside the gateway what a fault injection cannot do from outside: restarts bundles, changes
 * configurations, tells of threads and heap. Deployed into the gateway. Listens on a Unix socket,
 * which is reached from another network namespace, too: a line a command, a line the answer.
 */
public final class Agent implements BundleActivator {
  /** System property: the path of the socket. */
  public static final String SOCKET = "meterway.soak.agent";

  private static final long REFRESH_MS = 20_000;

  private BundleContext context;
  private ServerSocketChannel server;

  @Override
  public void start(BundleContext bundleContext) throws IOException {
    context = bundleContext;
    Path path = Path.of(System.getProperty(SOCKET));
    Files.deleteIfExists(path);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    Thread thread = new Thread(this::serve, "soak-agent");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void stop(BundleContext bundleContext) throws IOException {
    server.close();
  }

  private void serve() {
    while (server.isOpen()) {
      try (SocketChannel client = server.accept();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
          PrintWriter out =
              new PrintWriter(Channels.newOutputStream(client), true, StandardCharsets.UTF_8)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          out.println(answer(line.split(" ")));
        }
      } catch (IOException e) {
        // The client went, or the bundle is stopped.
        continue;
      }
    }
  }

  private String answer(String[] words) {
    try {
      return switch (words[0]) {
        case "bundles" -> bundles();
        case "stop" -> {
          bundle(words[1]).stop();
          yield "ok";
        }
        case "start" -> {
          bundle(words[1]).start();
          yield "ok";
        }
        case "update" -> update(words[1], Path.of(words[2]));
        case "set" -> set(words[1], words[2], words[3], words[4]);
        case "heap" -> heap();
        case "clock" -> Long.toString(System.currentTimeMillis());
        case "threads" -> threads();
        case "count" -> count(Arrays.asList(words).subList(1, words.length));
        default -> "error: no command " + words[0];
      };
    } catch (BundleException
        | IOException
        | InvalidSyntaxException
        | InterruptedException
        | ReflectiveOperationException
        | RuntimeException e) {
      return "error: " + e.toString().replace('\n', ' ');
    }
  }

  private String bundles() {
    return Arrays.stream(context.getBundles())
        .map(bundle -> bundle.getSymbolicName() + "=" + bundle.getState())
        .collect(Collectors.joining(" "));
  }

  private Bundle bundle(String symbolicName) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().equals(symbolicName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no bundle " + symbolicName));
  }

  /** Updates a bundle from its jar and refreshes whoever uses its packages. */
  private String update(String symbolicName, Path jar)
      throws BundleException, IOException, InterruptedException {
    Bundle bundle = bundle(symbolicName);
    try (InputStream content = Files.newInputStream(jar)) {
      bundle.update(content);
    }
    FrameworkWiring wiring =
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    Object done = new Object();
    boolean[] refreshed = new boolean[1];
    wiring.refreshBundles(
        List.of(bundle),
        event -> {
          if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
            synchronized (done) {
              refreshed[0] = true;
              done.notifyAll();
            }
          }
        });
    long end = System.nanoTime() + REFRESH_MS * 1_000_000;
    synchronized (done) {
      while (!refreshed[0]) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return "error: not refreshed within " + REFRESH_MS + " ms";
        }
        done.wait(left);
      }
    }
    return "ok";
  }

  /** Changes one property of a configuration. */
  private String set(String pid, String property, String type, String value)
      throws IOException, InvalidSyntaxException {
    ServiceReference<ConfigurationAdmin> reference =
        context.getServiceReference(ConfigurationAdmin.class);
    ConfigurationAdmin admin = context.getService(reference);
    try {
      Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ")");
      if (found == null) {
        return "error: no configuration " + pid;
      }
      Dictionary<String, Object> properties = found[0].getProperties();
      Dictionary<String, Object> changed = properties == null ? new Hashtable<>() : properties;
      changed.put(
          property,
          switch (type) {
            case "int" -> (Object) Integer.valueOf(value);
            case "long" -> (Object) Long.valueOf(value);
            default -> value;
          });
      found[0].update(changed);
      return "ok";
    } finally {
      context.ungetService(reference);
    }
  }

  /**
   * Sums counters up, of all parts that tell of themselves. By reflection: a bundle that imports
   * packages of Meterway is restarted with them.
   */
  private String count(List<String> names)
      throws InvalidSyntaxException, ReflectiveOperationException {
    long sum = 0;
    ServiceReference<?>[] sources =
        context.getAllServiceReferences("org.meterway.api.status.StatusSource", null);
    for (ServiceReference<?> source : sources == null ? new ServiceReference<?>[0] : sources) {
      Object service = context.getService(source);
      if (service != null) {
        Class<?> type = source.getBundle().loadClass("org.meterway.api.status.StatusSource");
        Object status = type.getMethod("describe").invoke(service);
        Map<?, ?> counters = (Map<?, ?>) status.getClass().getMethod("counters").invoke(status);
        for (String name : names) {
          sum += counters.get(name) instanceof Long counter ? counter : 0;
        }
        context.ungetService(source);
      }
    }
    return Long.toString(sum);
  }

  private static String heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Long.toString(runtime.totalMemory() - runtime.freeMemory());
  }

  private static String threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> thread.getName().replace(' ', '_'))
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
