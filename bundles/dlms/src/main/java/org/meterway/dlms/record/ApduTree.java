/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.record;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.meterway.dlms.apdu.Aare;
import org.meterway.dlms.apdu.Aarq;
import org.meterway.dlms.apdu.ActionResult;
import org.meterway.dlms.apdu.Apdu;
import org.meterway.dlms.apdu.ApduTag;
import org.meterway.dlms.apdu.AttributeReference;
import org.meterway.dlms.apdu.Conformance;
import org.meterway.dlms.apdu.DataAccessResult;
import org.meterway.dlms.apdu.Diagnostic;
import org.meterway.dlms.apdu.MethodReference;
import org.meterway.dlms.apdu.Rlre;
import org.meterway.dlms.apdu.Rlrq;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;

/**
 * An APDU as a tree of maps and lists, with the names of the standard's fields. As the APDUs are
 * records, their own components tell what there is.
 */
public final class ApduTree {
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private ApduTree() {}

  /** The fields of an APDU, its kind first. */
  public static Map<String, Object> of(Apdu apdu) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apdu", name(apdu));
    if (apdu instanceof Aarq aarq) {
      association(aarq, tree);
    } else if (apdu instanceof Aare aare) {
      association(aare, tree);
    } else if (apdu instanceof Rlrq rlrq) {
      put(tree, "reason", rlrq.reason());
    } else if (apdu instanceof Rlre rlre) {
      put(tree, "reason", rlre.reason());
    } else {
      fields((Record) apdu, tree);
    }
    return tree;
  }

  /** As {@code get-request-normal}. */
  public static String name(Apdu apdu) {
    String name = ApduTag.name(apdu.tag());
    Class<?> outer = apdu.getClass().getEnclosingClass();
    return outer == null ? name : name + "-" + dashed(apdu.getClass().getSimpleName());
  }

  private static void association(Aarq aarq, Map<String, Object> tree) {
    put(tree, "application-context", value(aarq.applicationContext()));
    put(tree, "calling-system-title", value(aarq.callingSystemTitle()));
    put(tree, "called-system-title", value(aarq.calledSystemTitle()));
    put(tree, "calling-ae-qualifier", value(aarq.callingAeQualifier()));
    put(tree, "mechanism", value(aarq.mechanism()));
    if (aarq.mechanism() != null && aarq.mechanism().isHigh()) {
      put(tree, "challenge", value(aarq.authenticationValue()));
    } else if (aarq.authenticationValue() != null) {
      // A password in clear does not belong into what is shown around.
      tree.put("password", "***");
    }
    put(tree, "user-information", value(aarq.userInformation()));
  }

  private static void association(Aare aare, Map<String, Object> tree) {
    put(tree, "application-context", value(aare.applicationContext()));
    put(tree, "result", value(aare.result()));
    put(tree, "diagnostic", value(aare.diagnostic()));
    put(tree, "responding-system-title", value(aare.respondingSystemTitle()));
    put(tree, "responding-ae-qualifier", value(aare.respondingAeQualifier()));
    put(tree, "mechanism", value(aare.mechanism()));
    put(tree, "challenge", value(aare.authenticationValue()));
    put(tree, "user-information", value(aare.userInformation()));
  }

  private static void put(Map<String, Object> tree, String name, Object value) {
    if (value != null) {
      tree.put(name, value);
    }
  }

  private static void fields(Record fields, Map<String, Object> tree) {
    for (RecordComponent component : fields.getClass().getRecordComponents()) {
      try {
        Object value = value(component.getAccessor().invoke(fields));
        boolean isNothing = value == null || value instanceof byte[] octets && octets.length == 0;
        if (!isNothing && !component.getName().equals("tag")) {
          tree.put(dashed(component.getName()), value);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component.toString(), e);
      }
    }
  }

  private static Object value(Object value) {
    if (value == null
        || value instanceof Data
        || value instanceof byte[]
        || value instanceof Number
        || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Conformance conformance) {
      return conformance.set().stream().map(bit -> dashed(bit.name())).toList();
    }
    if (value instanceof DataAccessResult result) {
      return result.isSuccess() ? "success" : Map.of("error", result.text());
    }
    if (value instanceof ActionResult result) {
      return result.text();
    }
    if (value instanceof Diagnostic diagnostic) {
      return diagnostic.text();
    }
    if (value instanceof Enum<?> constant) {
      return dashed(constant.name());
    }
    if (value instanceof List<?> list) {
      List<Object> values = new ArrayList<>();
      list.forEach(element -> values.add(value(element)));
      return values;
    }
    return composite(value);
  }

  private static Object composite(Object value) {
    if (value instanceof AttributeReference
        || value instanceof MethodReference
        || value instanceof Obis
        || !(value instanceof Record)) {
      return value.toString();
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    Class<?> outer = value.getClass().getEnclosingClass();
    if (outer != null && outer.isInterface()) {
      tree.put("kind", dashed(value.getClass().getSimpleName()));
    }
    fields((Record) value, tree);
    // What only wraps a value is that value.
    return tree.size() == 2 && tree.containsKey("kind") && tree.containsKey("data")
        ? tree.get("data")
        : tree;
  }

  private static String dashed(String name) {
    return HUMP.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
