/** A peer as the interface has it. */
export interface InterfacePeer {
  readonly publicKey: string;
  /** Address and port that its last packet came from. */
  readonly endpoint: string | null;
  readonly allowedIps: readonly string[];
  /** Seconds since the epoch, by this host's clock. */
  readonly latestHandshake: number | null;
  /** Bytes since the interface has had this peer. */
  readonly received: number;
  readonly sent: number;
  readonly keepsAlive: boolean;
}

export interface InterfaceState {
  /** Null where the interface has no key yet. */
  readonly publicKey: string | null;
  readonly listenPort: number;
  readonly peers: readonly InterfacePeer[];
}

/** The interface after a change of its peers. */
export interface AppliedState extends InterfaceState {
  /** Those that went, as the interface knew them before. */
  readonly removed?: readonly InterfacePeer[];
}

/** Reads what `wg show <interface> dump` prints: a line of the interface, then one for each peer, fields between tabs. Source: wg(8). */
export function readDump(dump: string): InterfaceState {
  const [own = "", ...lines] = dump.trimEnd().split("\n");
  const [, publicKey, listenPort] = own.split("\t");
  return {
    publicKey: publicKey === undefined || publicKey === "(none)" ? null : publicKey,
    listenPort: Number(listenPort),
    peers: lines.map(readPeer),
  };
}

function readPeer(line: string): InterfacePeer {
  const [publicKey, , endpoint, allowedIps, handshake, received, sent, keepalive] = line.split("\t");
  if (!publicKey || !endpoint || !allowedIps) throw new Error("`wg show dump` printed a line in an unknown format.");
  return {
    publicKey,
    endpoint: endpoint === "(none)" ? null : endpoint,
    allowedIps: allowedIps === "(none)" ? [] : allowedIps.split(","),
    latestHandshake: Number(handshake) || null,
    received: Number(received),
    sent: Number(sent),
    keepsAlive: keepalive !== "off",
  };
}
