/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.data.DataException;
import org.meterway.dlms.data.DataReader;
import org.meterway.dlms.data.DataWriter;
import org.meterway.dlms.transport.ApduTransport;
import org.meterway.dlms.transport.FrameTrace;
import org.meterway.dlms.transport.Received;

/** What a client allocates, above a transport that allocates nothing. */
class ClientAllocationTest {
  private static final AttributeReference ENERGY = AttributeReference.of("3:1.0.1.8.0.255:2");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int RUNS = 2000;
  private static final int ROWS = 1000;
  private static final int BLOCK = 1000;

  /** A meter without any object but its buffers. */
  private static final class QuietMeter implements ApduTransport {
    private final Received view = new Received();
    private final byte[] accepted = RecordedExchange.hex(ScriptedPeer.ACCEPTED);
    private final byte[] value = RecordedExchange.hex("C40141000600BC614E");
    private final byte[] profile;
    private final DataWriter block = new DataWriter(2048);
    private boolean readsProfile;
    private byte[] answer;
    private int length;
    private int invoke;

    QuietMeter(byte[] profile) {
      this.profile = profile;
    }

    void readsProfile(boolean reads) {
      readsProfile = reads;
    }

    @Override
    public void open() {}

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void send(byte[] apdu, int offset, int count) {
      int tag = apdu[offset] & 0xFF;
      if (tag == 0x60) {
        answer = accepted;
        length = accepted.length;
      } else if (readsProfile) {
        boolean next = apdu[offset + 1] == 2;
        invoke = next ? invoke : apdu[offset + 2];
        block(next ? apdu[offset + 5] << 8 | apdu[offset + 6] & 0xFF : 0);
      } else {
        value[2] = apdu[offset + 2];
        answer = value;
        length = value.length;
      }
    }

    private void block(int after) {
      int from = after * BLOCK;
      int size = Math.min(BLOCK, profile.length - from);
      block.reset().put8(0xC4).put8(2).put8(invoke);
      block.put8(from + size == profile.length ? 1 : 0).put32(after + 1).put8(0);
      block.putOctets(profile, from, size);
      answer = block.array();
      length = block.size();
    }

    @Override
    public Received receive(Duration timeout) {
      return view.set(answer, 0, length);
    }

    @Override
    public int maxApduSize() {
      return 0xFFFF;
    }

    @Override
    public void trace(FrameTrace trace) {}

    @Override
    public void close() {}
  }

  private static byte[] profile() {
    DataWriter out = new DataWriter().put8(1).putLength(ROWS);
    for (int i = 0; i < ROWS; i++) {
      out.put8(2).put8(4).put8(9).putOctets(new byte[12]);
      out.put8(17).put8(0).put8(6).put32(i).put8(6).put32(2L * i);
    }
    return out.toByteArray();
  }

  private static double allocated(int runs, Callable<?> work) throws Exception {
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < runs; i++) {
      work.call();
    }
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < runs; i++) {
      work.call();
    }
    return (THREADS.getThreadAllocatedBytes(thread) - before) / (double) runs;
  }

  private static DlmsClient open(QuietMeter meter) throws IOException {
    return DlmsClient.open(meter, DlmsClientOptions.publicClient());
  }

  @Test
  void readingAValueAllocatesTheValue() throws Exception {
    DlmsClient client = open(new QuietMeter(profile()));

    double bytes = allocated(RUNS, () -> client.get(ENERGY));

    assertTrue(bytes < 200, bytes + " bytes for a GET");
  }

  @Test
  void readingRowsAllocatesNoneOfThem() throws Exception {
    byte[] profile = profile();
    QuietMeter meter = new QuietMeter(profile);
    DlmsClient client = open(meter);
    meter.readsProfile(true);

    double bytes = allocated(50, () -> sum(client));

    assertTrue(bytes < profile.length / 4.0, bytes + " bytes to read " + profile.length);
  }

  @Test
  void theFirstReadingOfAClientAllocatesLessThanThreeTimesWhatArrives() throws Exception {
    byte[] profile = profile();

    double bytes = allocated(20, () -> firstReading(profile));

    assertTrue(bytes < 3L * profile.length, bytes + " bytes to read " + profile.length);
  }

  /** With all that an association takes. */
  private static long firstReading(byte[] profile) throws IOException, DataException {
    QuietMeter meter = new QuietMeter(profile);
    DlmsClient client = open(meter);
    meter.readsProfile(true);
    long sum = sum(client);
    assertEquals((ROWS - 1) * ROWS / 2 * 3L, sum);
    return sum;
  }

  private static long sum(DlmsClient client) throws IOException, DataException {
    long sum = 0;
    try (RowCursor rows = client.rows(ENERGY, null)) {
      while (rows.next()) {
        DataReader row = rows.row();
        row.next();
        row.next();
        row.next();
        sum += row.longValue();
        row.next();
        sum += row.longValue();
      }
    }
    return sum;
  }
}
