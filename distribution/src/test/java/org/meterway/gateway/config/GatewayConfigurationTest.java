/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigurationTest {
  @TempDir private Path folder;
  private Catalogue catalogue;

  @BeforeEach
  void givenBundlesWithMetatype() throws IOException {
    catalogue = Catalogue.read(List.of(Jars.bundles(folder)));
  }

  private GatewayConfiguration parse(String json) throws InvalidFileException {
    return GatewayConfiguration.parse("gateway.json", json, catalogue);
  }

  private List<String> problems(String json) {
    return assertThrows(InvalidFileException.class, () -> parse(json)).problems();
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  @Test
  void instancesGetTheirNameAndTypes() throws Exception {
    GatewayConfiguration configuration =
        parse(
            """
            // the port
            { ":configurator:resource-version": 1,
              "org.meterway.test.Port~meter1": {
                "device": "/dev/ttyUSB0", /* as labelled */ "baudRate": 9600, "limits": [1, 2],
                ":configurator:policy": "force" } }
            """);

    assertEquals(
        json(
            """
            { "org.meterway.test.Port~meter1": {
                "kura.service.pid": "meter1",
                "device:String": "/dev/ttyUSB0", "baudRate:Integer": 9600,
                "limits:Long[]": [1, 2] } }
            """),
        configuration.toConfigurator());
    assertEquals(List.of(), configuration.warnings());
    assertEquals(1, configuration.instancesOf("org.meterway.test.Port"));
  }

  @Test
  void aSingletonHasNoNameAndANameOfItsOwnIsKept() throws Exception {
    assertEquals(
        json(
            """
            { "org.meterway.test.Handler": { "enabled:Boolean": false },
              "org.meterway.test.Port~a": {
                "kura.service.pid": "b", "device:String": "x" } }
            """),
        parse(
                """
                { "org.meterway.test.Handler": { "enabled": false },
                  "org.meterway.test.Port~a": { "device": "x", "kura.service.pid": "b" } }
                """)
            .toConfigurator());
  }

  @Test
  void whatIsForTheGatewayItselfIsNoConfigurationOfAComponent() throws Exception {
    GatewayConfiguration configuration =
        parse(
            """
            { "org.meterway.gateway.Gateway": { "deploy.requireSigned": "trusted.pem" },
              "org.meterway.test.Handler": {} }
            """);

    assertEquals(Optional.of("trusted.pem"), configuration.settings().requireSigned());
    assertEquals(
        List.of("org.meterway.test.Handler"), List.copyOf(configuration.toConfigurator().keySet()));
    assertFalse(catalogue.singletons().contains("org.meterway.gateway.Gateway"));
    assertEquals(Optional.empty(), parse("{}").settings().requireSigned());
    assertEquals(
        List.of(
            "gateway.json:1: org.meterway.gateway.Gateway: unknown property deploy.requiredSigned;"
                + " did you mean deploy.requireSigned?"),
        problems("{ \"org.meterway.gateway.Gateway\": { \"deploy.requiredSigned\": \"\" } }"));
  }

  @Test
  void configurationsOfOtherBundlesPassAsTheyAre() throws Exception {
    JsonObject other = json("{ \"com.example.Thing\": { \"port:Integer\": 5 } }");

    assertEquals(
        other.get("com.example.Thing"),
        parse(other.toString()).toConfigurator().get("com.example.Thing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "baudRate": "9600"    | baudRate is "9600", expected a whole number
          "baudRate": 1.5       | baudRate is 1.5, expected a whole number
          "baudRate": 49        | baudRate is 49, expected a whole number from 50 to 4000000
          "baudRate": 4000001   | baudRate is 4000001, expected a whole number from 50 to 4000000
          "baudRate": 9999999999 | baudRate is 9999999999, expected a whole number
          "baudRate": [1]       | baudRate takes one value and no list, expected a whole number
          "parity": "BOTH"      | parity is "BOTH", expected one of NONE, ODD
          "parity": 5           | parity is 5, expected one of NONE, ODD
          "parity": true        | parity is true, expected a text in quotes
          "rs485": "yes"        | rs485 is "yes", expected true or false
          "rs485": null         | rs485 is null, expected true or false
          "limits": [3, 0]      | limits is 0, expected a whole number of at least 1
          "share": 1.25         | share is 1.25, expected a number of at most 1.0
          "baudrate": 9600      | unknown property baudrate; did you mean baudRate?
          "colour": "red"       | unknown property colour; known are device, baudRate, parity, rs485, limits, share
          "rs485": true, "rs485:Boolean": false | rs485 is there twice
          """)
  void aWrongPropertyIsNamedWithItsLineAndWhatWouldBeRight(String property, String problem) {
    assertEquals(
        List.of("gateway.json:3: org.meterway.test.Port~m: " + problem),
        problems("{ \"org.meterway.test.Port~m\":\n { \"device\": \"x\",\n" + property + " } }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          org.meterway.test.Prot~m | unknown PID org.meterway.test.Prot; did you mean org.meterway.test.Port?
          Port~m                   | unknown PID Port; did you mean org.meterway.test.Port?
          org.meterwya.test.Port~m | unknown PID org.meterwya.test.Port; did you mean org.meterway.test.Port?
          org.meterway.something.quite.different | unknown PID org.meterway.something.quite.different; known are org.meterway.gateway.Gateway, org.meterway.test.Handler, org.meterway.test.Link, org.meterway.test.Port
          org.meterway.test.Port   | org.meterway.test.Port needs a name behind ~, such as org.meterway.test.Port~meter1
          org.meterway.test.Port~a b | org.meterway.test.Port~a b: a name has letters, digits, dots, hyphens and underscores
          """)
  void aWrongPidIsNamedWithTheNearestKnownOne(String pid, String problem) {
    assertEquals(
        List.of("gateway.json:2: " + problem),
        problems("{\n\"" + pid + "\": { \"device\": \"x\" } }"));
  }

  @Test
  void aSingletonHasNoInstances() {
    assertEquals(
        List.of(
            "gateway.json:1: org.meterway.test.Handler~a: there is only one"
                + " org.meterway.test.Handler, write it without ~"),
        problems("{ \"org.meterway.test.Handler~a\": {} }"));
  }

  @Test
  void everythingThatIsWrongIsReportedAtOnce() {
    assertEquals(
        List.of(
            "gateway.json:2: org.meterway.test.Port~a: device is missing, expected a text in quotes",
            "gateway.json:3: unknown PID org.meterway.test.Lnk; did you mean org.meterway.test.Link?",
            "gateway.json:4: org.meterway.test.Port~a is there twice, first in line 2",
            "gateway.json:4: org.meterway.test.Port~a: device is missing, expected a text in quotes"),
        problems(
            """
            {
              "org.meterway.test.Port~a": {},
              "org.meterway.test.Lnk~a": {},
              "org.meterway.test.Port~a": {}
            }
            """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          { "a": { "b": 1 "c": 2 } } | gateway.json:1:19: not valid JSON: unexpected text in quotes, expected comma
          { "a": {                   | gateway.json:1:9: not valid JSON: unexpected end of file, expected text in quotes or }
          { "a": {} } x              | gateway.json:1:13: not valid JSON: unexpected character x
          { "a": 5 }                 | gateway.json:1: a: expected an object { … } with its properties
          [ 1 ]                      | gateway.json:1: expected an object { … } with a configuration for each PID
          """)
  void badJsonIsReportedWithLineAndColumn(String text, String problem) {
    List<String> problems = problems(text.strip());

    assertEquals(1, problems.size());
    assertEquals(problem, problems.get(0));
  }

  @Test
  void whatTheParserCannotFollowIsReportedWithLineAndColumn() {
    assertEquals(
        List.of("gateway.json:2:68: nested deeper than 64 levels"),
        problems("{\n\"a\":" + "[".repeat(2000)));
    assertEquals(
        List.of("gateway.json:1:7: a number too long or with too large an exponent"),
        problems("{ \"a\":1e9999 }"));
    assertEquals(
        List.of("gateway.json:1:12: a number too long or with too large an exponent"),
        problems("{\"a\":{\"b\":-" + "1".repeat(65) + "}}"));
  }

  @Test
  void aMessageIsOneLineOfBoundedLengthAndHoldsNoControlCharacters() {
    String problem =
        problems("{ \"org.meterway.\\u001b[31m\\n" + "x".repeat(9000) + "\": {} }").get(0);

    assertTrue(problem.startsWith("gateway.json:1: unknown PID org.meterway.\\u001b[31m\\u000ax"));
    assertTrue(problem.length() < 1100, problem);
  }

  @Test
  void aTargetThatNamesNoInstanceIsAWarning() throws Exception {
    GatewayConfiguration configuration =
        parse(
            """
            { "org.meterway.test.Port~meter1": { "device": "x" },
              "org.meterway.test.Link~meter9":
                { "MeterPort.target": "(kura.service.pid=meter9)" } }
            """);

    assertEquals(
        List.of(
            "gateway.json:3: org.meterway.test.Link~meter9: no MeterPort is called meter9;"
                + " there is meter1"),
        configuration.warnings());
  }

  @Test
  void aTargetThatIsNoFilterIsAnError() {
    assertEquals(
        List.of(
            "gateway.json:1: org.meterway.test.Link~a: MeterPort.target is \"meter1\", expected an"
                + " LDAP filter such as (kura.service.pid=meter1)"),
        problems("{ \"org.meterway.test.Link~a\": { \"MeterPort.target\": \"meter1\" } }"));
  }

  @Test
  void valuesHaveTheTypesOfTheMetatypeOrOfTheFile() throws Exception {
    List<PidConfiguration> configurations =
        parse(
                """
                { "org.meterway.test.Port~a": { "device": "x", "baudRate": 9600 },
                  "com.example.Thing": { "port:Integer": 5, "timeout": 7 } }
                """)
            .configurations();

    assertEquals(
        Map.of("kura.service.pid", "a", "device", "x", "baudRate", 9600),
        configurations.get(0).properties());
    assertEquals(Map.of("port", 5, "timeout", 7L), configurations.get(1).properties());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "port:Integer": "abc" | port:Integer is "abc", which cannot be converted
          "port:Foo": 5         | port:Foo is 5, which cannot be converted
          "port": null          | port is null, which cannot be converted
          "port:Long[]": [1, "a"] | port:Long[] is [1,"a"], which cannot be converted
          ":Integer": 5         | a property has no name
          "port": 1, "Port": 2  | Port is there twice
          """)
  void aValueThatCannotBeConvertedIsNamedWithItsLine(String property, String problem) {
    assertEquals(
        List.of("gateway.json:2: com.example.Thing: " + problem),
        problems("{ \"com.example.Thing\": {\n" + property + " } }"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~a", "com.example.Thing~"})
  void anEmptyPidOrNameIsAnError(String pid) {
    assertEquals(
        List.of("gateway.json:1: \"" + pid + "\" is no PID and no PID~name"),
        problems("{ \"" + pid + "\": {} }"));
  }

  @Test
  void theSingletonsOfTheBundlesAreKnown() {
    Catalogue empty = Catalogue.read(List.of());

    assertEquals(
        List.of("org.meterway.test.Handler"),
        empty.with(List.of(folder.resolve("bundles.jar"))).singletons());
    assertEquals(List.of(), empty.singletons());
  }

  @Test
  void singletonsAreToldApartFromFactoriesAndByWhatTheyProvide() {
    List<String> handler = List.of("org.meterway.test.Handler");
    assertEquals(handler, catalogue.singletons());
    assertEquals(
        handler, catalogue.singletonsThatProvide("org.meterway.api.handler.MessageHandler"));
    assertEquals(List.of(), catalogue.singletonsThatProvide("org.meterway.api.port.MeterPort"));
  }

  @Test
  void aJarThatIsNoJarIsLeftOut() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.jar"), "not a zip");

    Catalogue read = Catalogue.read(List.of(broken, Jars.bundles(folder)));

    assertTrue(read.objectClass("org.meterway.test.Port").isPresent());
  }
}
