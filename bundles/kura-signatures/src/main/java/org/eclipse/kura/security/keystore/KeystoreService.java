/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.security.keystore;

import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManager;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;

/** One of Kura's keystores. */
@ProviderType
public interface KeystoreService {
  KeyStore getKeyStore() throws KuraException;

  List<KeyManager> getKeyManagers(String algorithm) throws KuraException;
}
