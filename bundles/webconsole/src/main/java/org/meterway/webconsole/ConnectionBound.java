/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.osgi.service.component.annotations.Component;

/**
 * Limits how many browsers may be connected: whoever opens connections without end, and lets each
 * send a byte now and then, must not use up what ports and head ends need.
 *
 * <p>The HTTP service has no setting for it. But it asks for further connectors once it runs, and
 * shows its server on that occasion.
 */
@Component
public final class ConnectionBound implements ConnectorFactory {
  private static final int MAX_CONNECTIONS = 64;
  private static final Duration LONGEST_START = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(5);

  /** Nothing to set up. */
  public ConnectionBound() {}

  @Override
  public Connector createConnector(Server server) {
    ServerConnector real = (ServerConnector) server.getConnectors()[0];
    NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS, real);
    // Where the system chose the port, it would come back at another one than was told.
    real.setPort(real.getLocalPort());
    // A connector asks who wants to know of connections when it starts, and then no more.
    LifeCycle.stop(real);
    server.addBean(limit, true);
    LifeCycle.start(limit);
    startAgain(real);
    return new Shadow(server, real);
  }

  /**
   * The kernel keeps the port until the thread that waited for connections has left it, which may
   * take a moment: until then nobody can listen there.
   */
  private static void startAgain(ServerConnector real) {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (true) {
      try {
        LifeCycle.start(real);
        return;
      } catch (RuntimeException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** A connector that never listens, and is listed under the address of the one that does. */
  private static final class Shadow extends ServerConnector {
    private final int port;

    Shadow(Server server, ServerConnector real) {
      super(server);
      setHost(real.getHost());
      port = real.getLocalPort();
    }

    @Override
    public int getLocalPort() {
      return port;
    }

    @Override
    protected void doStart() {
      // Nothing is opened.
    }

    @Override
    protected void doStop() {
      // Nothing was opened.
    }
  }
}
