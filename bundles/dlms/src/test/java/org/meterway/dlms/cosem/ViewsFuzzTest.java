/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.dlms.cosem;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.meterway.dlms.client.DlmsClient;
import org.meterway.dlms.client.DlmsClientOptions;
import org.meterway.dlms.client.ScriptedPeer;
import org.meterway.dlms.data.Data;
import org.meterway.dlms.data.Obis;
import org.meterway.itests.fuzz.Choices;
import org.meterway.itests.fuzz.FuzzTarget;

/**
 * Whatever values a meter gives its attributes, a view reads them or says in words what is wrong.
 */
class ViewsFuzzTest extends FuzzTarget {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final Obis NAME = Obis.of("1.0.1.8.0.255");
  private static final List<Integer> CLASSES =
      CosemClass.all().stream().map(CosemClass::id).toList();

  @Override
  protected void check(byte[] input) throws Exception {
    Choices choices = new Choices(input);
    int classId = choices.of(CLASSES);
    Data[] answers = {data(choices, 0), data(choices, 0), data(choices, 0)};
    int[] next = {0};
    ScriptedPeer peer =
        new ScriptedPeer(
            request -> {
              if (request.startsWith("60")) {
                return List.of(ScriptedPeer.ACCEPTED);
              }
              String value = HEX.formatHex(answers[next[0]++ % answers.length].encode());
              String invoke = request.substring(4, 6);
              return switch (request.substring(0, 2)) {
                case "C0" -> List.of("C401" + invoke + "00" + value);
                case "C3" -> List.of("C701" + invoke + "000100" + value);
                default -> List.of();
              };
            });
    try (DlmsClient client = DlmsClient.open(peer, DlmsClientOptions.publicClient())) {
      readAll(CosemObject.of(client, classId, NAME));
    } catch (IOException e) {
      // The fuzzed values are no answer to a release.
      assertInstanceOf(IOException.class, e);
    }
  }

  private static void readAll(CosemObject view) throws Exception {
    Method[] methods = view.getClass().getDeclaredMethods();
    Arrays.sort(methods, Comparator.comparing(Method::getName));
    for (Method method : methods) {
      boolean reads =
          Modifier.isPublic(method.getModifiers())
              && !Modifier.isStatic(method.getModifiers())
              && method.getParameterCount() == 0;
      if (reads) {
        read(view, method);
      }
    }
  }

  private static void read(CosemObject view, Method method) throws Exception {
    try {
      Object read = method.invoke(view);
      if (read instanceof ProfileRows rows) {
        rows.close();
      }
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IOException)) {
        throw new AssertionError(view + "." + method.getName(), e.getCause());
      }
    } catch (IllegalStateException e) {
      throw new AssertionError(e);
    }
  }

  /** Values of the types and sizes that views look for, mostly. */
  private static Data data(Choices choices, int depth) {
    return switch (choices.below(depth > 3 ? 7 : 12)) {
      case 0 -> Data.nullData();
      case 1 -> Data.unsigned8(choices.octet());
      case 2 -> Data.enumeration(choices.octet());
      case 3 -> Data.octets(new byte[choices.of(0, 4, 5, 6, 8, 12, 13)]);
      case 4 -> Data.of(choices.flip());
      case 5 -> Data.int64(choices.longInteger());
      case 6 -> Data.text("text");
      case 7, 8 -> Data.array(elements(choices, depth));
      default -> Data.structure(elements(choices, depth));
    };
  }

  private static List<Data> elements(Choices choices, int depth) {
    List<Data> elements = new ArrayList<>();
    int count = choices.below(8);
    for (int i = 0; i < count; i++) {
      elements.add(data(choices, depth + 1));
    }
    return elements;
  }

  @Override
  protected int weight() {
    return 8;
  }
}
