/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.repository;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.meterway.update.release.Refusal;
import org.meterway.update.release.ReleaseException;

/**
 * A repository on a server. Redirections are followed to other https addresses only, five at most.
 * An answer may take a minute and as long as its bytes need at 500 a second.
 */
final class HttpsRepository implements Repository {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final long SLOWEST_BYTES_PER_SECOND = 500;
  private static final long LOOK_MILLIS = 200;

  private final URI folder;
  private final HttpsSettings settings;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "meterway-update-https");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client;

  HttpsRepository(URI folder, HttpsSettings settings) throws IOException {
    this.folder = folder;
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .executor(threads)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.patience())
            .followRedirects(HttpClient.Redirect.NORMAL);
    if (!settings.caFile().isEmpty()) {
      builder.sslContext(OwnAuthorities.context(Path.of(settings.caFile())));
    }
    if (!settings.proxy().isEmpty()) {
      builder.proxy(ProxySelector.of(address(settings.proxy())));
    }
    client = builder.build();
  }

  private static InetSocketAddress address(String proxy) throws IOException {
    URI uri = URI.create("proxy://" + proxy);
    if (uri.getHost() == null || uri.getPort() < 0) {
      throw new IOException(proxy + " is no proxy as proxy.example:3128");
    }
    return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort());
  }

  @Override
  public byte[] read(String path, int longest) throws IOException, InterruptedException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    Download download = new Download(folder.resolve(path), longest, bytes -> {});
    int status = get(download, 0, () -> content);
    if (status != OK) {
      throw answered(download.address, status);
    }
    return content.toByteArray();
  }

  @Override
  public void fetch(String path, Path to, long size, LongConsumer progress)
      throws IOException, InterruptedException {
    long there = Files.exists(to) ? Files.size(to) : 0;
    if (there >= size) {
      there = 0;
    }
    long from = there;
    Download download = new Download(folder.resolve(path), size, progress);
    int status =
        get(
            download,
            from,
            () ->
                download.isContinued()
                    ? Files.newOutputStream(to, StandardOpenOption.APPEND)
                    : Files.newOutputStream(to));
    if (status != OK && status != PARTIAL) {
      Files.deleteIfExists(to);
      throw answered(download.address, status);
    }
    if (download.count() < size) {
      throw new ReleaseException(
          Refusal.CORRUPT, download.address + " is shorter than " + size + " bytes");
    }
  }

  private static ReleaseException answered(URI address, int status) {
    return new ReleaseException(
        Refusal.UNREACHABLE, address + ": the server answers with status " + status);
  }

  /** Returns the status once all of the body has come. */
  private int get(Download download, long from, Download.Opener opener)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(download.address)
            .timeout(settings.patience())
            .header("User-Agent", "meterway-update");
    if (from > 0) {
      request.header("Range", "bytes=" + from + "-");
    }
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request.build(), info -> download.receive(info, from, opener));
    try (download) {
      return await(answer, download).statusCode();
    } finally {
      answer.cancel(true);
    }
  }

  private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> answer, Download download)
      throws IOException, InterruptedException {
    long now = System.nanoTime();
    Duration most = Duration.ofMinutes(1).plusSeconds(download.size / SLOWEST_BYTES_PER_SECOND);
    long end = now + most.toNanos();
    long lastCount = -1;
    long lastNews = now;
    while (true) {
      try {
        HttpResponse<Void> response = answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        download.check();
        return response;
      } catch (ExecutionException e) {
        download.check();
        throw new ReleaseException(
            Refusal.UNREACHABLE, download.address + ": " + FetchFailure.inWords(e.getCause()), e);
      } catch (TimeoutException e) {
        now = System.nanoTime();
        download.check();
        if (download.count() != lastCount) {
          lastCount = download.count();
          lastNews = now;
        }
        // An answer that has not begun is bounded by the request's own limits.
        if (now - lastNews > settings.patience().multipliedBy(2).toNanos() || now - end > 0) {
          throw new ReleaseException(
              Refusal.UNREACHABLE, download.address + ": the server has stopped sending", e);
        }
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
