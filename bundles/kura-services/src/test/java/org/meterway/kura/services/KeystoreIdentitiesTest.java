/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.kura.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.security.keystore.KeystoreChangedEvent;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.junit.jupiter.api.Test;
import org.meterway.api.tls.TlsIdentity;
import org.meterway.api.tls.TlsIdentityException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class KeystoreIdentitiesTest {
  private final List<Offered> offered = new ArrayList<>();
  private final KeystoreIdentities identities =
      new KeystoreIdentities(
          proxy(
              BundleContext.class,
              (method, arguments) -> {
                Offered one =
                    new Offered(
                        (TlsIdentity) arguments[1], new ArrayList<>(List.of(map(arguments[2]))));
                offered.add(one);
                return proxy(
                    ServiceRegistration.class,
                    (call, values) -> {
                      if (call.equals("setProperties")) {
                        one.properties().add(map(values[0]));
                      } else {
                        offered.remove(one);
                      }
                      return null;
                    });
              }));

  @Test
  void eachKeystoreIsOfferedUnderItsName() {
    FakeKeystore first = new FakeKeystore();
    identities.addKeystore(first, Map.of("kura.service.pid", "SSLKeystore"));
    identities.addKeystore(new FakeKeystore(), Map.of("kura.service.pid", "meters"));
    identities.addKeystore(new FakeKeystore(), Map.of("other", "nameless"));

    assertEquals(List.of("SSLKeystore", "meters"), names());
    assertEquals("meters", offered.get(1).properties().get(0).get("kura.service.pid"));

    identities.removeKeystore(first);
    assertEquals(List.of("meters"), names());
    identities.close();
    assertEquals(List.of(), names());
  }

  @Test
  void aChangeIsPassedOnForTheKeystoreThatChanged() {
    identities.addKeystore(new FakeKeystore(), Map.of("kura.service.pid", "SSLKeystore"));
    identities.addKeystore(new FakeKeystore(), Map.of("kura.service.pid", "meters"));

    identities.handleEvent(new KeystoreChangedEvent("meters"));

    assertEquals(
        List.of(
            Map.of("kura.service.pid", "meters", TlsIdentity.GENERATION, 0L),
            Map.of("kura.service.pid", "meters", TlsIdentity.GENERATION, 1L)),
        offered.get(1).properties());
    assertEquals(1, offered.get(0).properties().size());
  }

  @Test
  void whatTheKeystoreHoldsThenIsAnswered() throws Exception {
    FakeKeystore keystore = new FakeKeystore();
    KeystoreIdentity identity = new KeystoreIdentity("meters", keystore);

    assertTrue(identity.keyManagers().get(0) instanceof X509ExtendedKeyManager);
    assertEquals(List.of(), identity.trustManagers());

    keystore.content.setCertificateEntry("ca", anyCertificate());
    assertEquals(
        1,
        ((X509ExtendedTrustManager) identity.trustManagers().get(0)).getAcceptedIssuers().length);
  }

  @Test
  void aKeystoreThatCannotBeReadIsNamed() {
    FakeKeystore keystore = new FakeKeystore();
    keystore.content = null;
    KeystoreIdentity identity = new KeystoreIdentity("meters", keystore);

    assertEquals(
        "the private keys in Kura's keystore meters cannot be read: STORE_ERROR",
        assertThrows(TlsIdentityException.class, identity::keyManagers).getMessage());
    assertEquals(
        "the certificates in Kura's keystore meters cannot be read: STORE_ERROR",
        assertThrows(TlsIdentityException.class, identity::trustManagers).getMessage());
  }

  private List<String> names() {
    return offered.stream().map(it -> it.identity().name()).toList();
  }

  /** One of those that this Java trusts. */
  private static Certificate anyCertificate() throws Exception {
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init((KeyStore) null);
    return ((X509ExtendedTrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[0];
  }

  private static Map<String, Object> map(Object dictionary) {
    @SuppressWarnings("unchecked") // As the method of the framework declares it.
    Dictionary<String, Object> properties = (Dictionary<String, Object>) dictionary;
    Map<String, Object> map = new HashMap<>();
    properties.keys().asIterator().forEachRemaining(key -> map.put(key, properties.get(key)));
    return map;
  }

  private interface Answer {
    Object to(String method, Object... arguments);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private record Offered(TlsIdentity identity, List<Map<String, Object>> properties) {}

  private static final class FakeKeystore implements KeystoreService {
    private KeyStore content;

    FakeKeystore() {
      try {
        content = KeyStore.getInstance("PKCS12");
        content.load(null, null);
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public KeyStore getKeyStore() throws KuraException {
      if (content == null) {
        throw new KuraException(KuraErrorCode.STORE_ERROR, "a secret path");
      }
      return content;
    }

    @Override
    public List<KeyManager> getKeyManagers(String algorithm) throws KuraException {
      try {
        var factory = KeyManagerFactory.getInstance(algorithm);
        factory.init(getKeyStore(), new char[0]);
        return List.of(factory.getKeyManagers());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
