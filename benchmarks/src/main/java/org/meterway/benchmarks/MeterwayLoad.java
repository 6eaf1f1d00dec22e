/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Mechanism;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.client.RowCursor;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.security.InvocationCounters;
import org.meterway.dlms.security.KeyRing;
import org.meterway.dlms.security.Protection;
import org.meterway.dlms.security.SecurityPolicy;
import org.meterway.dlms.security.SecuritySuite;
import org.meterway.dlms.transport.Transports;
import org.meterway.dlms.transport.WrapperOptions;

/** Meterway's client. */
final class MeterwayLoad implements DlmsLoad.Client {
  private static final AttributeReference REGISTER =
      AttributeReference.of("3:" + DlmsLoad.REGISTER + ":2");
  private static final AttributeReference PROFILE =
      AttributeReference.of("7:" + DlmsLoad.PROFILE + ":2");

  private final DlmsClient client;

  private MeterwayLoad(int port, boolean ciphered) throws IOException {
    DlmsClientOptions options = ciphered ? ciphered() : DlmsClientOptions.publicClient();
    client =
        DlmsClient.open(
            Transports.tcpWrapper(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                options.client(),
                options.server(),
                WrapperOptions.defaults()),
            options);
  }

  /** Measures itself, see {@link DlmsLoad}. */
  public static void main(String[] arguments) throws Exception {
    DlmsLoad.measure(arguments, MeterwayLoad::new);
  }

  private static DlmsClientOptions ciphered() {
    return DlmsClientOptions.builder()
        .client(1)
        .authentication(Mechanism.HIGH_GMAC)
        .security(
            new KeyRing(SecuritySuite.SUITE_0)
                .encryptionKey(key(0x00))
                .authenticationKey(key(0xD0)),
            SecurityPolicy.global(Protection.AUTHENTICATED_ENCRYPTION))
        .systemTitle(HexFormat.of().parseHex("4B55520000000001"))
        .counters(InvocationCounters.inMemory(1))
        .build();
  }

  private static byte[] key(int first) {
    byte[] key = new byte[16];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (first + i);
    }
    return key;
  }

  @Override
  public long get() throws IOException {
    return client.get(REGISTER).asLong();
  }

  @Override
  public int profile() throws IOException, DataException {
    int rows = 0;
    long sum = 0;
    try (RowCursor cursor = client.rows(PROFILE, null)) {
      while (cursor.next()) {
        DataReader row = cursor.row();
        row.next();
        sum += row.array()[row.valueOffset()];
        for (int i = 0; i < 3; i++) {
          row.next();
          sum += row.longValue();
        }
        rows++;
      }
    }
    if (sum == 0) {
      throw new IllegalStateException("nothing in the rows");
    }
    return rows;
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
