/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.api.codec;

import org.osgi.annotation.versioning.ProviderType;

/** Makes decoders and encoders. A service; may be used from any thread. */
@ProviderType
public interface FrameCodec {
  /** A decoder for one line, which hands what it finds to {@code sink}. */
  FrameDecoder newDecoder(FrameFormat format, FrameSink sink);

  /** An encoder; its layout must be {@link Layout#METER}. */
  FrameEncoder newEncoder(FrameFormat format);
}
