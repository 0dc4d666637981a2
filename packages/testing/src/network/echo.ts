// Run as a program: answers each UDP packet with itself, on a port that it prints.
import { createSocket } from "node:dgram";

const socket = createSocket("udp4");
socket.on("message", (packet, from) => socket.send(packet, from.port, from.address));
// Nobody is left to answer where a peer has just been taken away.
socket.on("error", () => {});
socket.bind(0, () => console.log(socket.address().port));
