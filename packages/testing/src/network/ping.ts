// Run as a program: sends a packet every 10 ms and prints, of each that is answered, the time at which it was sent.
import { createSocket } from "node:dgram";

const [address, port] = process.argv.slice(2);
const socket = createSocket("udp4");
socket.on("message", (packet) => console.log(packet.toString()));
// No way there, as long as the interface is down or knows no peer: the next packet tries again.
socket.on("error", () => {});
socket.bind(0, () => {
  console.log("ready");
  setInterval(() => socket.send(String(Date.now()), Number(port), address, () => {}), 10);
});
