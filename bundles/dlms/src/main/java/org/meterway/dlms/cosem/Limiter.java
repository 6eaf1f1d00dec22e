/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.data.CosemDateTime;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/** Limiter (class 71): what happens when a value is above a threshold for some time. */
public final class Limiter extends CosemObject {
  /** Class 71. */
  public static final int CLASS_ID = 71;

  /**
   * Another threshold for some time.
   *
   * @param id 0 to 65535
   * @param activation from when on; fields may be unspecified
   * @param duration for how long
   */
  public record EmergencyProfile(int id, CosemDateTime activation, Duration duration) {
    static EmergencyProfile of(Data data) {
      List<Data> part = data.elements();
      return new EmergencyProfile(
          integer(part.get(0)), dateTime(part.get(1)), Duration.ofSeconds(part.get(2).asLong()));
    }

    Data toData() {
      return Data.structure(
          Data.unsigned16(id), Data.octets(activation), Data.unsigned32(duration.toSeconds()));
    }
  }

  /**
   * What is done.
   *
   * @param overThreshold the script when the value goes above
   * @param underThreshold the script when it goes below again
   */
  public record Actions(ScriptReference overThreshold, ScriptReference underThreshold) {
    static Actions of(Data data) {
      List<Data> part = data.elements();
      return new Actions(ScriptReference.of(part.get(0)), ScriptReference.of(part.get(1)));
    }
  }

  /** A view of an object. */
  public Limiter(DlmsClient client, Obis instance) {
    super(client, CLASS_ID, instance);
  }

  /** Which value is watched. */
  public AttributeReference monitoredValue() throws IOException {
    return read(
        2,
        data -> {
          List<Data> part = data.elements();
          return new AttributeReference(
              integer(part.get(0)), obis(part.get(1)), integer(part.get(2)));
        });
  }

  /** The threshold in force. */
  public Data thresholdActive() throws IOException {
    return get(3);
  }

  /** The threshold of normal times. */
  public Data thresholdNormal() throws IOException {
    return get(4);
  }

  /** Sets the threshold of normal times; of the type of the watched value. */
  public void setThresholdNormal(Data threshold) throws IOException {
    set(4, threshold);
  }

  /** The threshold of an emergency. */
  public Data thresholdEmergency() throws IOException {
    return get(5);
  }

  /** Sets the threshold of an emergency; of the type of the watched value. */
  public void setThresholdEmergency(Data threshold) throws IOException {
    set(5, threshold);
  }

  /** How long the value has to be above. */
  public Duration minOverThreshold() throws IOException {
    return Duration.ofSeconds(number(6));
  }

  /** Says how long the value has to be above. */
  public void setMinOverThreshold(Duration duration) throws IOException {
    set(6, Data.unsigned32(duration.toSeconds()));
  }

  /** How long the value has to be below. */
  public Duration minUnderThreshold() throws IOException {
    return Duration.ofSeconds(number(7));
  }

  /** Says how long the value has to be below. */
  public void setMinUnderThreshold(Duration duration) throws IOException {
    set(7, Data.unsigned32(duration.toSeconds()));
  }

  /** The emergency that is provided for. */
  public EmergencyProfile emergencyProfile() throws IOException {
    return read(8, EmergencyProfile::of);
  }

  /** Provides for an emergency. */
  public void setEmergencyProfile(EmergencyProfile profile) throws IOException {
    set(8, profile.toData());
  }

  /** Which emergency profiles hold for this meter. */
  public List<Integer> emergencyGroups() throws IOException {
    return list(9, CosemObject::integer);
  }

  /** Whether there is an emergency. */
  public boolean isEmergency() throws IOException {
    return bool(10);
  }

  /** What is done. */
  public Actions actions() throws IOException {
    return read(11, Actions::of);
  }
}
