/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.component;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.meterway.api.dlms.DlmsReading;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.GetResult;
import org.meterway.dlms.apdu.Item;
import org.meterway.dlms.client.DataAccessException;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.ServiceErrorException;
import org.meterway.dlms.cosem.CosemClass;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.DataTypeException;
import org.meterway.dlms.data.ScalerUnit;

/** Reads attributes, and of registers what their numbers mean, which is asked for once. */
final class AttributeReader implements MeterRequest<List<DlmsReading>> {
  private final List<AttributeReference> attributes;

  AttributeReader(List<AttributeReference> attributes) {
    this.attributes = List.copyOf(attributes);
  }

  @Override
  public List<DlmsReading> ask(MeterSession session) throws IOException {
    Set<AttributeReference> all = new LinkedHashSet<>();
    for (AttributeReference attribute : attributes) {
      CosemClass.scalerOf(attribute).filter(scaler -> !session.knows(scaler)).ifPresent(all::add);
    }
    List<AttributeReference> scalers = List.copyOf(all);
    List<AttributeReference> wanted = new ArrayList<>(scalers);
    wanted.addAll(attributes);
    List<GetResult> results = get(session.client(), wanted);
    for (int i = 0; i < scalers.size(); i++) {
      session.learn(scalers.get(i), scaler(results.get(i)));
    }
    List<DlmsReading> readings = new ArrayList<>(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      readings.add(reading(session, attributes.get(i), results.get(scalers.size() + i)));
    }
    return List.copyOf(readings);
  }

  private static List<GetResult> get(DlmsClient client, List<AttributeReference> attributes)
      throws IOException {
    if (attributes.size() == 1) {
      return List.of(get(client, attributes.get(0)));
    }
    try {
      return client.get(attributes.stream().map(Item::new).toList());
    } catch (ServiceErrorException | DataAccessException e) {
      // It does not like the list, whatever it said when it associated.
      List<GetResult> results = new ArrayList<>(attributes.size());
      for (AttributeReference attribute : attributes) {
        results.add(get(client, attribute));
      }
      return results;
    }
  }

  private static GetResult get(DlmsClient client, AttributeReference attribute) throws IOException {
    try {
      return GetResult.of(client.get(attribute));
    } catch (DataAccessException e) {
      return GetResult.of(e.result());
    }
  }

  private static Optional<ScalerUnit> scaler(GetResult result) {
    try {
      return result.isValue() ? Optional.of(ScalerUnit.of(result.data())) : Optional.empty();
    } catch (DataTypeException | IllegalArgumentException e) {
      return Optional.empty(); // The number stands for itself.
    }
  }

  private static DlmsReading reading(
      MeterSession session, AttributeReference attribute, GetResult result) {
    String object = attribute.toString();
    if (!result.isValue()) {
      return DlmsReading.failed(object, result.reason().text());
    }
    ScalerUnit scaler =
        CosemClass.scalerOf(attribute).flatMap(session::scaler).orElse(ScalerUnit.NONE);
    return reading(object, attribute, result.data(), scaler);
  }

  /**
   * A reading of a value.
   *
   * @param scaler {@link ScalerUnit#NONE} where nobody tells
   */
  static DlmsReading reading(
      String object, AttributeReference attribute, Data value, ScalerUnit scaler) {
    try {
      if (!scaler.equals(ScalerUnit.NONE) && isNumber(value)) {
        return DlmsReading.of(object, scaler.apply(value), scaler.unit().symbol());
      }
      boolean isTime = CosemClass.isTime(attribute);
      return DlmsReading.of(object, isTime ? JavaValues.ofTime(value) : JavaValues.of(value), "");
    } catch (DataTypeException e) {
      return DlmsReading.failed(object, e.getMessage());
    }
  }

  private static boolean isNumber(Data value) {
    return value instanceof Data.Number
        || value instanceof Data.Float32
        || value instanceof Data.Float64;
  }
}
