/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A bundle that was never built: it keeps all rules until something in it is replaced.
 *
 * @param bundle without the two files
 * @param component the declaration of its component
 * @param metatype of that component
 */
record Sample(BundleFile bundle, String component, String metatype) {
  static final String NAME = "org.meterway.tcp.Port";
  private static final String SYMBOLIC_NAME = "org.meterway.tcp";

  /** A factory, with an attribute of each kind. */
  static final Sample GOOD =
      new Sample(
          bundle(SYMBOLIC_NAME).withHeader("Service-Component", "OSGI-INF/" + NAME + ".xml"),
          """
          <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="org.meterway.tcp.Port"
              configuration-policy="require" immediate="true" modified="modified"
              configuration-pid="org.meterway.tcp.Port">
            <property name="size" type="Integer" value="5"/>
            <service>
              <provide interface="org.eclipse.kura.configuration.ConfigurableComponent"/>
            </service>
            <reference name="HeadEnd" cardinality="0..1" policy-option="greedy"
                interface="org.meterway.api.headend.HeadEnd"/>
            <reference name="Crypto" cardinality="0..1" policy="dynamic"
                interface="org.eclipse.kura.crypto.CryptoService"/>
            <implementation class="x.Y"/>
          </scr:component>
          """,
          """
          <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
            <OCD id="org.meterway.tcp.Port" name="A port" description="Where bytes come from.">
              <AD id="size" name="Size" description="Bytes." type="Integer" min="1" max="9" default="5"/>
              <AD id="mode" name="Mode" description="How." type="String" default="ONE">
                <Option label="one" value="ONE"/>
                <Option label="two" value="TWO"/>
              </AD>
              <AD id="on" name="On" description="Whether." type="Boolean" default="true"/>
              <AD id="many" name="Many" description="All." type="String" cardinality="4"
                  required="false" default="a, b"/>
              <AD id="secret" name="Secret" description="Hush." type="Password" required="false"/>
              <AD id="HeadEnd.target" name="Head end" description="LDAP filter." type="String" required="false"/>
            </OCD>
            <Designate factoryPid="org.meterway.tcp.Port">
              <Object ocdref="org.meterway.tcp.Port"/>
            </Designate>
          </metatype:MetaData>
          """);

  /** A bundle with nothing but a name. */
  static BundleFile bundle(String symbolicName) {
    return new BundleFile(Map.of("Bundle-SymbolicName", symbolicName), Map.of());
  }

  /** A wire component, which emits and receives. */
  static Sample wire() {
    return GOOD.declaring(
        "<service>",
        """
        <property name="kura.ui.service.hide" type="Boolean" value="true"/>
        <property name="input.cardinality.minimum" type="Integer" value="1"/>
        <property name="input.cardinality.maximum" type="Integer" value="1"/>
        <property name="input.cardinality.default" type="Integer" value="1"/>
        <property name="output.cardinality.minimum" type="Integer" value="1"/>
        <property name="output.cardinality.maximum" type="Integer" value="1"/>
        <property name="output.cardinality.default" type="Integer" value="1"/>
        <service>
          <provide interface="org.eclipse.kura.wire.WireComponent"/>
          <provide interface="org.eclipse.kura.wire.WireEmitter"/>
          <provide interface="org.eclipse.kura.wire.WireReceiver"/>
          <provide interface="org.osgi.service.wireadmin.Producer"/>
          <provide interface="org.osgi.service.wireadmin.Consumer"/>
        """);
  }

  /** Another component, by a text that replaces one that must be there. */
  Sample declaring(String text, String instead) {
    assertTrue(component.contains(text), text);
    return new Sample(bundle, component.replace(text, instead), metatype);
  }

  /** Another metatype, in the same way. */
  Sample describing(String text, String instead) {
    assertTrue(metatype.contains(text), text);
    return new Sample(bundle, component, metatype.replace(text, instead));
  }

  /** With another header. */
  Sample with(String header, String value) {
    return new Sample(bundle.withHeader(header, value), component, metatype);
  }

  /** With another file. */
  Sample withFile(String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new Sample(bundle.withEntry(path, bytes), component, metatype);
  }

  /** What a rule looks at: the bundle with its files in their places. */
  BundleFile built() {
    return withFile("OSGI-INF/" + NAME + ".xml", component)
        .withFile(Metatype.FOLDER + NAME + ".xml", metatype)
        .bundle;
  }

  /** The rule finds just this in it, and nothing in a good one. */
  void breaks(Rule rule, String... what) {
    assertEquals(List.of(), rule.broken(GOOD.built()), "of a good bundle");
    assertEquals(List.of(what), rule.broken(built()));
  }

  /** The rule finds nothing in it. */
  void keeps(Rule rule) {
    assertEquals(List.of(), rule.broken(built()));
  }
}
