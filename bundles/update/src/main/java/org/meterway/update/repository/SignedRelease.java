/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.update.repository;

import org.meterway.update.release.Release;

/**
 * A release whose signature is good, with the octets that it came in.
 *
 * @param release what it says
 * @param manifest its manifest, to the last octet
 * @param signature the signature file
 * @param keyId short name of the key that has signed
 */
public record SignedRelease(Release release, byte[] manifest, byte[] signature, String keyId) {}
