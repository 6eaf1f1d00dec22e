/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The text of a scrape. */
final class Exposition {
  private static final int USUAL_BYTES = 32 * 1024;

  private final ExpositionFormatWriter writer;

  /**
   * @param accept the header of that name: OpenMetrics for whoever asks for it, else the text
   *     format of Prometheus
   */
  Exposition(String accept) {
    ExpositionFormatWriter openMetrics = new OpenMetricsTextFormatWriter(false, false);
    writer = openMetrics.accepts(accept) ? openMetrics : PrometheusTextFormatWriter.create();
  }

  String contentType() {
    return writer.getContentType();
  }

  byte[] text(MetricSnapshots metrics) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream(USUAL_BYTES);
    writer.write(text, metrics, EscapingScheme.UNDERSCORE_ESCAPING);
    return text.toByteArray();
  }
}
