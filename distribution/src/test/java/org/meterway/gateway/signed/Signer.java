/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.signed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Somebody with a key and a certificate, made with the JDK's tools as a maker of bundles does. */
public final class Signer {
  /** Of its key store. */
  public static final String PASSWORD = "changeit";

  private final Path store;
  private final String alias;

  private Signer(Path store, String alias) {
    this.store = store;
    this.alias = alias;
  }

  /**
   * A signer with a certificate of its own making.
   *
   * @param options of {@code keytool -genkeypair}, such as {@code -startdate}
   */
  public static Signer create(Path folder, String alias, String... options)
      throws IOException, InterruptedException {
    Signer signer = new Signer(folder.resolve(alias + ".p12"), alias);
    signer.keytool(
        "-genkeypair",
        List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + alias),
        List.of(options));
    return signer;
  }

  /** Puts a certificate that this authority issues in the place of the signer's own. */
  Signer certify(Signer holder, String... options) throws IOException, InterruptedException {
    Path request = holder.store.resolveSibling(holder.alias + ".csr");
    Path issued = holder.store.resolveSibling(holder.alias + ".issued");
    Path chain = holder.store.resolveSibling(holder.alias + ".chain");
    holder.keytool("-certreq", List.of("-file", request.toString()), List.of());
    keytool(
        "-gencert",
        List.of("-rfc", "-infile", request.toString(), "-outfile", issued.toString()),
        List.of(options));
    Files.writeString(chain, Files.readString(issued) + Files.readString(certificate()));
    holder.keytool("-importcert", List.of("-noprompt", "-file", chain.toString()), List.of());
    return holder;
  }

  /** Its certificate, in PEM. */
  public Path certificate() throws IOException, InterruptedException {
    Path pem = store.resolveSibling(alias + ".pem");
    keytool("-exportcert", List.of("-rfc", "-file", pem.toString()), List.of());
    return pem;
  }

  /**
   * Signs a jar in its place.
   *
   * @param options of {@code jarsigner}
   */
  public Path sign(Path jar, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("jarsigner");
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(options));
    command.addAll(List.of(jar.toString(), alias));
    run(command);
    return jar;
  }

  private void keytool(String what, List<String> first, List<String> second)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("keytool", what));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of("-alias", alias));
    command.addAll(first);
    command.addAll(second);
    run(command);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    all.set(0, Path.of(System.getProperty("java.home"), "bin", command.get(0)).toString());
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
  }
}
