/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.kura;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.cloudconnection.subscriber.CloudSubscriber;
import org.eclipse.kura.cloudconnection.subscriber.listener.CloudSubscriberListener;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.message.KuraPayload;
import org.eclipse.kura.net.status.NetworkInterfaceStatus;
import org.eclipse.kura.net.status.NetworkStatusService;
import org.eclipse.kura.net.status.modem.ModemConnectionStatus;
import org.eclipse.kura.net.status.modem.ModemInterfaceStatus;
import org.eclipse.kura.system.SystemService;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.watchdog.CriticalComponent;
import org.eclipse.kura.watchdog.WatchdogService;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireRecord;
import org.eclipse.kura.wire.WireSupport;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.wireadmin.Wire;

/** The services of Kura that Meterway uses, as far as it uses them. Closing takes them away. */
final class FakeKura implements AutoCloseable {
  static final String DEVICE_NAME = "substation-7";
  static final String PUBLISHER = "publisher1";
  static final String SUBSCRIBER = "subscriber1";

  final List<WireRecord> emitted = new CopyOnWriteArrayList<>();
  final List<byte[]> published = new CopyOnWriteArrayList<>();
  final Set<CriticalComponent> critical = ConcurrentHashMap.newKeySet();

  private final List<CloudDeliveryListener> delivery = new CopyOnWriteArrayList<>();
  private final List<CloudSubscriberListener> downlink = new CopyOnWriteArrayList<>();
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  FakeKura(BundleContext context) {
    register(context, CryptoService.class, new Crypto(), "crypto");
    register(context, SystemService.class, new Host(), "system");
    register(context, NetworkStatusService.class, new Network(), "network");
    register(context, WatchdogService.class, new Watchdog(), "watchdog");
    register(context, WireHelperService.class, (component, reference) -> new Wires(), "wires");
    register(context, CloudPublisher.class, new Publisher(), PUBLISHER);
    register(context, CloudSubscriber.class, new Subscriber(), SUBSCRIBER);
  }

  static String encrypted(String password) {
    return "enc:" + new StringBuilder(password).reverse();
  }

  /** The cloud confirms what was published. */
  void confirmsAll() {
    for (int i = 0; i < published.size(); i++) {
      String id = messageId(i);
      delivery.forEach(listener -> listener.onMessageConfirmed(id));
    }
  }

  private static String messageId(int number) {
    return "message-" + number;
  }

  /** A message from the cloud. */
  void sendsDown(byte[] body) {
    KuraPayload payload = new KuraPayload();
    payload.setBody(body);
    downlink.forEach(listener -> listener.onMessageArrived(new KuraMessage(payload)));
  }

  /** The values of an emitted record. */
  static Object value(WireRecord record, String property) {
    TypedValue<?> value = record.getProperties().get(property);
    return value == null ? null : value.getValue();
  }

  @Override
  public void close() {
    registrations.forEach(ServiceRegistration::unregister);
    registrations.clear();
  }

  private <S> void register(BundleContext context, Class<S> type, S service, String name) {
    Dictionary<String, Object> properties =
        new Hashtable<>(Map.of("kura.service.pid", name, "service.pid", name));
    registrations.add(context.registerService(type, service, properties));
  }

  private static final class Crypto implements CryptoService {
    @Override
    public char[] encryptAes(char[] value) {
      return encrypted(new String(value)).toCharArray();
    }

    @Override
    public char[] decryptAes(char[] encryptedValue) throws KuraException {
      String text = new String(encryptedValue);
      if (!text.startsWith("enc:")) {
        throw new KuraException(KuraErrorCode.DECODER_ERROR);
      }
      return new StringBuilder(text.substring(4)).reverse().toString().toCharArray();
    }
  }

  private static final class Host implements SystemService {
    @Override
    public String getSerialNumber() {
      return "SN-0815";
    }

    @Override
    public String getDeviceName() {
      return DEVICE_NAME;
    }
  }

  private static final class Network implements NetworkStatusService {
    @Override
    public Optional<NetworkInterfaceStatus> getNetworkStatus(String interfaceId) {
      return Optional.of(
          ModemInterfaceStatus.builder()
              .withInterfaceId(interfaceId)
              .withConnectionStatus(ModemConnectionStatus.CONNECTED)
              .withSignalStrength(-75)
              .build());
    }

    @Override
    public List<String> getInterfaceIds() {
      return List.of("1-3");
    }
  }

  private final class Watchdog implements WatchdogService {
    @Override
    public void registerCriticalComponent(CriticalComponent component) {
      critical.add(component);
    }

    @Override
    public void unregisterCriticalComponent(CriticalComponent component) {
      critical.remove(component);
    }

    @Override
    public List<CriticalComponent> getCriticalComponents() {
      return List.copyOf(critical);
    }

    @Override
    public void checkin(CriticalComponent component) {}
  }

  /** What is emitted ends here. */
  private final class Wires implements WireSupport {
    @Override
    public void emit(List<WireRecord> records) {
      emitted.addAll(records);
    }

    @Override
    public void consumersConnected(Wire[] wires) {}

    @Override
    public Object polled(Wire wire) {
      return null;
    }

    @Override
    public void producersConnected(Wire[] wires) {}

    @Override
    public void updated(Wire wire, Object value) {}
  }

  private final class Publisher implements CloudPublisher {
    private int messages;

    @Override
    public String publish(KuraMessage message) {
      published.add(message.getPayload().getBody());
      return messageId(messages++);
    }

    @Override
    public void registerCloudConnectionListener(CloudConnectionListener listener) {
      listener.onConnectionEstablished();
    }

    @Override
    public void unregisterCloudConnectionListener(CloudConnectionListener listener) {}

    @Override
    public void registerCloudDeliveryListener(CloudDeliveryListener listener) {
      delivery.add(listener);
    }

    @Override
    public void unregisterCloudDeliveryListener(CloudDeliveryListener listener) {
      delivery.remove(listener);
    }
  }

  private final class Subscriber implements CloudSubscriber {
    @Override
    public void registerCloudSubscriberListener(CloudSubscriberListener listener) {
      downlink.add(listener);
    }

    @Override
    public void unregisterCloudSubscriberListener(CloudSubscriberListener listener) {
      downlink.remove(listener);
    }

    @Override
    public void registerCloudConnectionListener(CloudConnectionListener listener) {}

    @Override
    public void unregisterCloudConnectionListener(CloudConnectionListener listener) {}
  }
}
