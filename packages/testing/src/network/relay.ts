// Run as a program: passes each connection to a port of loopback, which it prints, on to a Unix socket.
import { connect, createServer } from "node:net";

const [path = ""] = process.argv.slice(2);
const server = createServer((near) => {
  const far = connect(path);
  near.pipe(far).pipe(near);
  near.on("error", () => far.destroy()).on("close", () => far.destroy());
  far.on("error", () => near.destroy()).on("close", () => near.destroy());
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(address && typeof address === "object" ? address.port : 0);
});
