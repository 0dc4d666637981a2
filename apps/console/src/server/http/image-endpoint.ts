import type { IncomingMessage, ServerResponse } from "node:http";
import { clientInfoOf } from "@portcullis/auth/client-info";
import { id } from "@portcullis/domain/ids";
import type { ConsoleRuntime } from "../runtime.ts";

/** An uploaded image has another path after each upload: what a browser keeps is never stale (RFC 8246). */
const forever = "private, max-age=31536000, immutable";

/**
 * Answers `/images/<user>/<image>`: to people of the same tenant; for everybody else there is no such thing. False for any
 * other path.
 */
export async function answerImage(
  runtime: Pick<ConsoleRuntime, "readImage">,
  exchange: { request: IncomingMessage; response: ServerResponse; pathname: string; requestId: string },
): Promise<boolean> {
  const { request, response, pathname, requestId } = exchange;
  const [, folder, user, name, ...more] = pathname.split("/");
  if (folder !== "images") return false;
  const userId = id.safeParse(user);
  const imageId = id.safeParse(name);
  const isAsked = (request.method === "GET" || request.method === "HEAD") && more.length === 0;
  const caller = { cookie: request.headers.cookie, requestId, from: clientInfoOf(request.headers) };
  const image =
    isAsked && userId.success && imageId.success
      ? await runtime.readImage(caller, { userId: userId.data, imageId: imageId.data })
      : undefined;
  if (image) {
    response.writeHead(200, {
      "content-type": "image/webp",
      "content-length": image.length,
      "cache-control": forever,
    });
    response.end(request.method === "HEAD" ? undefined : image);
  } else {
    response.writeHead(404, { "content-type": "text/plain", "cache-control": "no-store" }).end("No such image.");
  }
  return true;
}
