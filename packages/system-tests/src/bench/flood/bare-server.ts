import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The least that a server of Node can do with a flood: it refuses everything unread. */
const body = JSON.stringify({ error: { message: "Too many calls.", code: -32_029 } });
const server = createServer((_request, response) => {
  response.writeHead(429, { "content-type": "application/json", "content-length": body.length }).end(body);
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit(0));
