/*
 * Copyright 2026 the Meterway authors
 *
 * SPDX-License-Identifier: Apache-2.0
 */

package org.meterway.status;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.meterway.api.web.WebRequest;
import org.meterway.api.web.WebResource;
import org.meterway.api.web.WebResponse;
import org.osgi.service.component.annotations.Component;

/** The page itself, as files in the bundle. */
@Component(property = WebResource.PATH + "=/")
public final class PageFiles implements WebResource {
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "page.css", "text/css; charset=utf-8",
          "icon.svg", "image/svg+xml",
          "actions.js", "text/javascript; charset=utf-8",
          "dom.js", "text/javascript; charset=utf-8",
          "history.js", "text/javascript; charset=utf-8",
          "main.js", "text/javascript; charset=utf-8",
          "parts.js", "text/javascript; charset=utf-8",
          "tail.js", "text/javascript; charset=utf-8",
          "words.js", "text/javascript; charset=utf-8");

  private final Map<String, PageFile> files = new ConcurrentHashMap<>();

  /** Reads nothing yet. */
  public PageFiles() {}

  private record PageFile(byte[] content, String tag) {
    static PageFile read(String name) {
      try (InputStream file = PageFiles.class.getResourceAsStream("page/" + name)) {
        byte[] content = file.readAllBytes();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
        return new PageFile(content, '"' + HexFormat.of().formatHex(hash, 0, 12) + '"');
      } catch (IOException | NoSuchAlgorithmException e) {
        throw new IllegalStateException("The bundle lacks the page's file " + name, e);
      }
    }
  }

  @Override
  public void handle(WebRequest request, WebResponse response) throws IOException {
    String name = request.path().isEmpty() ? "index.html" : request.path().substring(1);
    String type = TYPES.get(name);
    if (type == null) {
      Answers.say(response, 404, "There is nothing here.");
    } else if (!request.method().equals("GET")) {
      response.header("Allow", "GET, HEAD");
      Answers.say(response, 405, "Refused: this can only be read.");
    } else {
      send(request, response, type, files.computeIfAbsent(name, PageFile::read));
    }
  }

  private static void send(WebRequest request, WebResponse response, String type, PageFile file)
      throws IOException {
    // Kept, but asked for each time whether it is still the same: an update shows at once.
    response.header("Cache-Control", "private, no-cache");
    response.header("ETag", file.tag());
    if (request.header("If-None-Match").map(file.tag()::equals).orElse(false)) {
      response.send(304, type, new byte[0]);
    } else {
      response.send(200, type, file.content());
    }
  }
}
