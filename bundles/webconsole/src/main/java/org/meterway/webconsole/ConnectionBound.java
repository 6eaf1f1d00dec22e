/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.webconsole;

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
    LifeCycle.start(real);
    return new Shadow(server, real);
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
