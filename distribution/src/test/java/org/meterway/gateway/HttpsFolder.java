/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.meterway.gateway.signed.Signer;

/** A folder on a web server, whose certificate is of its own making. */
final class HttpsFolder implements AutoCloseable {
  private final HttpsServer server;
  private final Path caFile;

  HttpsFolder(Path served, Path folder) throws Exception {
    Signer signer = Signer.create(folder, "server", "-ext", "san=ip:127.0.0.1");
    caFile = signer.certificate();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
      keys.load(in, Signer.PASSWORD.toCharArray());
    }
    KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
    managers.init(keys, Signer.PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/meterway/", exchange -> answer(exchange, served));
    server.start();
  }

  private static void answer(HttpExchange exchange, Path served) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/meterway/".length());
    Path file = served.resolve(path);
    if (Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(200, Files.size(file));
      Files.copy(file, exchange.getResponseBody());
    } else {
      exchange.sendResponseHeaders(404, -1);
    }
    exchange.close();
  }

  String index() {
    return "https://127.0.0.1:" + server.getAddress().getPort() + "/meterway/index.json";
  }

  Path caFile() {
    return caFile;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
