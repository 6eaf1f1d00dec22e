/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * JUnit 5 tests inside an OSGi framework, by way of Pax Exam, which has no driver for JUnit 5.
 *
 * <p>One jar in two places. Outside it is a test dependency: its extension starts the framework and
 * hands it the test methods. Inside it is a bundle: its invoker runs each method with the JUnit
 * Platform. "Inside" is where a class comes from a bundle.
 */
@Export
@Version("1.0.0")
package org.meterway.itests.bridge;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
