// Run as a program: passes each connection to a Unix socket on to a port of this host's loopback, and prints when it does.
import { socketToPort } from "./socket-to-port.ts";

const [path = "", port = ""] = process.argv.slice(2);
await socketToPort(path, Number(port));
console.log("ready");
