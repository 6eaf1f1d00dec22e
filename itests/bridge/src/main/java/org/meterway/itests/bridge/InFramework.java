/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.itests.bridge;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test methods of this class run inside an OSGi framework, which one framework serves for the
 * whole class. The class has a public {@code @Configuration} method of Pax Exam, which names the
 * bundles, {@link InsideJUnit#options} among them.
 *
 * <p>Each method is a run of its own: {@code BeforeAll} and {@code AfterAll} run around every
 * method, and inside. Only {@code @Test} methods are allowed, with names that are unique in the
 * class; they and the lifecycle methods may take a {@code BundleContext}, the probe's. Outside the
 * class is instantiated as well, so its constructor and its fields must not need the framework.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(FrameworkExtension.class)
public @interface InFramework {}
