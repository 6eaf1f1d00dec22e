/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bundle of the project, as built, keeps every rule of the house and of Kura. */
class ArchitectureTest {
  @Test
  void everyModuleIsLookedAt() {
    assertFalse(Project.modules().isEmpty(), "no modules");
    assertEquals(Project.modules(), Project.built());
    assertEquals(
        Project.modules(), Project.bundles().stream().map(BundleFile::symbolicName).toList());
  }

  @Test
  void noBundleImportsANeighbour() {
    requireOfAll(BundleRules::importsOfNeighbours, BundleRules::requiredBundles);
  }

  @Test
  void onlyContractsAreExportedEachWithAVersion() {
    requireOfAll(BundleRules::exportsOfProviders, BundleRules::exportsWithoutVersion);
  }

  @Test
  void allByteCodeIsOfJava17() {
    requireOfAll(BundleRules::otherByteCode);
  }

  @Test
  void bundlesWithComponentsBecomeActive() {
    requireOfAll(BundleRules::componentsOfInactiveBundles);
  }

  @Test
  void eachConfiguredComponentHasOneNameEverywhere() {
    requireOfAll(
        NameRules::differingPids,
        NameRules::differingMetatypes,
        NameRules::metatypesWithoutComponent);
    assertEquals(List.of(), NameRules.sameTitles(Project.bundles()));
  }

  @Test
  void eachConfiguredComponentIsListed() {
    requireOfAll(ComponentRules::newerDeclarations, ComponentRules::unlistedComponents);
  }

  @Test
  void noComponentTouchesItsServicePid() {
    requireOfAll(ComponentRules::reservedProperties, ComponentRules::reservedAttributes);
  }

  @Test
  void noMissingServiceHidesAPage() {
    requireOfAll(
        ReferenceRules::hidingReferences,
        ReferenceRules::missedServices,
        ReferenceRules::optionalParameters);
  }

  @Test
  void driversAndWireComponentsAreWhatKuraExpects() {
    requireOfAll(
        KuraServiceRules::singleDrivers,
        KuraServiceRules::brokenWireComponents,
        KuraServiceRules::emptyArrays,
        KuraServiceRules::incompletePorts,
        KuraServiceRules::hiddenComponents);
  }

  @Test
  void kuraReadsTheWholeMetatype() {
    requireOfAll(
        MetatypeRules::unreadElements,
        MetatypeRules::unreadableCharacters,
        MetatypeRules::missingTexts,
        MetatypeRules::cutDescriptions,
        MetatypeRules::garbledDescriptions,
        MetatypeRules::sameAttributes);
  }

  @Test
  void kuraShowsAndKeepsEachAttribute() {
    requireOfAll(
        AttributeRules::unknownTypes,
        AttributeRules::brokenArrays,
        AttributeRules::openPasswords,
        AttributeRules::brokenTargets);
  }

  @Test
  void limitsOptionsAndDefaultsAreValid() {
    requireOfAll(ValueRules::brokenLimits, ValueRules::brokenOptions, ValueRules::brokenDefaults);
  }

  @Test
  void importRangesSpanBothKuras() {
    Platform older = Platform.kura("5.5");
    Platform newer = Platform.kura("6");
    requireOfAll(bundle -> ImportRules.narrowRanges(bundle, older, newer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.5", "6"})
  void everythingImportedIsThereOnKura(String release) {
    List<BundleFile> installed = Project.installedOnKura();
    Platform platform = Platform.kura(release).withJava().with(installed);
    requireOf(
        installed,
        bundle -> ImportRules.unresolved(bundle, platform),
        bundle -> ImportRules.missingHosts(bundle, installed));
  }

  @Test
  void nothingOfKuraIsNeededOutsideIt() {
    requireOfAll(ImportRules::needsOfKura);
  }

  @Test
  void everythingRequiredIsThereOnKura() {
    requireOf(Project.installedOnKura(), ImportRules::requirements);
  }

  private static void requireOfAll(Rule... rules) {
    requireOf(Project.bundles(), rules);
  }

  private static void requireOf(List<BundleFile> bundles, Rule... rules) {
    List<String> broken =
        bundles.stream()
            .flatMap(bundle -> Stream.of(rules).flatMap(rule -> rule.broken(bundle).stream()))
            .toList();
    assertEquals(List.of(), broken);
  }
}
