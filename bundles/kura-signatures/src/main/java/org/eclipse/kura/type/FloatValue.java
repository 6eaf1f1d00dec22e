/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** A value of type FLOAT. */
@ProviderType
public class FloatValue implements TypedValue<Float> {
  private final float value;

  public FloatValue(float value) {
    this.value = value;
  }

  @Override
  public DataType getType() {
    return DataType.FLOAT;
  }

  @Override
  public Float getValue() {
    return value;
  }

  @Override
  public int compareTo(TypedValue<Float> other) {
    return getValue().compareTo(other.getValue());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatValue that && getValue().equals(that.getValue());
  }

  @Override
  public int hashCode() {
    return getValue().hashCode();
  }

  @Override
  public String toString() {
    return "FloatValue [value=" + value + "]";
  }
}
