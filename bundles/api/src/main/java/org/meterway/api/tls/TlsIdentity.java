/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.tls;

import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Whom a head end trusts, and the certificate by which it is known itself, kept by the platform,
 * such as in a keystore of Kura. A service, found by its property {@code kura.service.pid}; a head
 * end that names it uses it in place of files.
 *
 * <p>It is asked before each connection, on the head end's own thread, and answers with what it
 * holds then. Whoever offers it changes the service property {@value #GENERATION} when the content
 * has changed: a head end that waits then tries at once.
 *
 * <p>The methods may be called from any thread, and read files at most: they do not wait for the
 * network.
 */
@ConsumerType
public interface TlsIdentity {
  /** Service property: another value (a Long) for another content. */
  String GENERATION = "meterway.tls.generation";

  /** The instance name, as in {@code kura.service.pid}. */
  String name();

  /**
   * What holds the private key and the certificate that are shown to a peer that asks for one; none
   * where there is no key.
   *
   * @throws TlsIdentityException if the content cannot be read
   */
  List<KeyManager> keyManagers() throws TlsIdentityException;

  /**
   * Who checks the peer's certificate; none to trust whom the Java runtime trusts. Each is a {@link
   * javax.net.ssl.X509ExtendedTrustManager}, which checks the peer's name as well.
   *
   * @throws TlsIdentityException if the content cannot be read
   */
  List<TrustManager> trustManagers() throws TlsIdentityException;
}
