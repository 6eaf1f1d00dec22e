/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0 OR GPL-3.0-or-later
 *
 * This program runs with a library under GPL-3.0 or later, as a process of its own, and may be used under that licence
 * too; it is no part of what Meterway ships.
 */

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.meterway.benchmarks.DlmsLoad;
import org.openmuc.jdlms.AttributeAddress;
import org.openmuc.jdlms.AuthenticationMechanism;
import org.openmuc.jdlms.DlmsConnection;
import org.openmuc.jdlms.ObisCode;
import org.openmuc.jdlms.SecuritySuite;
import org.openmuc.jdlms.SecuritySuite.EncryptionMechanism;
import org.openmuc.jdlms.TcpConnectionBuilder;
import org.openmuc.jdlms.datatypes.DataObject;

/** The client of jDLMS. */
public final class JdlmsLoad implements DlmsLoad.Client {
  private final DlmsConnection connection;
  private final AttributeAddress register =
      new AttributeAddress(3, new ObisCode(DlmsLoad.REGISTER), 2);
  private final AttributeAddress profile =
      new AttributeAddress(7, new ObisCode(DlmsLoad.PROFILE), 2);

  private JdlmsLoad(int port, boolean ciphered) throws IOException {
    SecuritySuite.SecuritySuiteBuilder suite = SecuritySuite.builder();
    if (ciphered) {
      suite
          .setAuthenticationMechanism(AuthenticationMechanism.HLS5_GMAC)
          .setEncryptionMechanism(EncryptionMechanism.AES_GCM_128)
          .setAuthenticationKey(key(0xD0))
          .setGlobalUnicastEncryptionKey(key(0x00));
    }
    connection =
        new TcpConnectionBuilder(InetAddress.getLoopbackAddress())
            .setPort(port)
            .setClientId(ciphered ? 1 : 16)
            .setLogicalDeviceId(1)
            .setSystemTitle("KUR", 1)
            .setSecuritySuite(suite.build())
            .useWrapper()
            .build();
  }

  public static void main(String[] arguments) throws Exception {
    DlmsLoad.measure(arguments, JdlmsLoad::new);
  }

  @Override
  public long get() throws IOException {
    return ((Number) connection.get(register).getResultData().getRawValue()).longValue();
  }

  @Override
  public int profile() throws IOException {
    List<DataObject> rows = connection.get(profile).getResultData().getValue();
    return rows.size();
  }

  private static byte[] key(int first) {
    byte[] key = new byte[16];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (first + i);
    }
    return key;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
