/**
 * What surrounds a gateway under test, and what provisions the framework that it runs in. Knows
 * nothing of Meterway's own API, so that a test can install and replace it.
 */
@Export
@Version("1.0.0")
package org.meterway.itests.support;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
