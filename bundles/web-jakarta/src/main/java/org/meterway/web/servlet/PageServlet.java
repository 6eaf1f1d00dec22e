/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.web.servlet;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.meterway.api.web.transport.WebGate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Hands each request to the gate. */
@Component(
    service = Servlet.class,
    property = {
      "osgi.http.whiteboard.servlet.name=Meterway pages",
      "osgi.http.whiteboard.servlet.pattern=" + WebGate.ROOT + "/*",
      "osgi.http.whiteboard.servlet.asyncSupported:Boolean=true"
    })
public final class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient WebGate gate;

  /** A servlet in front of the gate. */
  @Activate
  public PageServlet(@Reference(name = "WebGate") WebGate gate) {
    this.gate = gate;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    gate.serve(new ServletExchange(request, response));
  }
}
