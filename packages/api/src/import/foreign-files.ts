interface ForeignFile {
  readonly product: string;
  /** All of these must be in the beginning of the file. */
  readonly signs: readonly RegExp[];
  readonly advice: string;
}

const ownKeys =
  "its clients generate their own keys and connect to no other console. Import the people from its list of users, and let them add their devices here";
const dumpOf = (place: string) =>
  `it contains private keys, so none of it is read. Run \`wg show <interface> dump\` ${place}, and list the user of each key in a file publicKey,email,name`;

/** Exports that people have at hand, and what to bring instead of them. The more telling first. */
const foreignFiles: readonly ForeignFile[] = [
  {
    product: "a Headscale node list",
    signs: [/"(?:machine_key|machineKey)"/, /"(?:given_name|givenName)"/],
    advice: ownKeys,
  },
  { product: "a Tailscale device list", signs: [/"?nodeKey"?|nodekey:|tailscale ips?/i], advice: ownKeys },
  {
    product: "a NetBird peer list",
    signs: [/netbird|"dns_label"|\bdns_label\b|"connection_ip"/i],
    advice: ownKeys,
  },
  {
    product: "a list of Firezone",
    signs: [/firezone|"actor_id"|"last_seen_user_agent"|actor_id,/i],
    advice: `${ownKeys}. Of Firezone 0.7 and older, run \`wg show wg-firezone dump\` on its host instead`,
  },
  {
    product: "a CloudConnexa export",
    signs: [/cloudconnexa|openvpn|"clientUUID"|"vpnRegionId"|\bregion id\b/i],
    advice:
      "it is about OpenVPN, whose devices have no WireGuard key. Import the people from its list of users, and let them add their devices here",
  },
  {
    product: "wg-easy's wg0.json",
    signs: [/"clients"\s*:/, /"(?:preSharedKey|privateKey)"/],
    advice: dumpOf("in its container"),
  },
  {
    product: "an export of WireGuard Portal",
    signs: [/"?InterfaceIdentifier"?/, /"?(?:UserIdentifier|DisplayName)"?/],
    advice: dumpOf("on its host"),
  },
  { product: "a pfSense configuration", signs: [/<pfsense>/], advice: dumpOf("in its shell") },
  { product: "an OPNsense configuration", signs: [/<opnsense>/], advice: dumpOf("in its shell") },
  {
    product: "a WireGuard configuration",
    signs: [/^\s*\[(?:Interface|Peer)\]/m],
    advice: dumpOf("where that interface is up"),
  },
];

/** How much of a file is looked at for what it is. */
export const headLength = 20_000;

function describe(text: string): string | undefined {
  const head = text.slice(0, headLength);
  const found = foreignFiles.find(({ signs }) => signs.every((sign) => sign.test(head)));
  return found && `This is ${found.product}: ${found.advice}.`;
}

/** What to bring instead of a file that is no dump of an interface; nothing of it is repeated. */
export function describeForeignDump(text: string): string {
  return (
    describe(text) ?? "The first line does not describe an interface. Use the whole output of: wg show <interface> dump"
  );
}

/** What to bring instead of a file whose first line is no known header; nothing of it is repeated. */
export function describeForeignPeople(header: readonly string[]): string {
  const text = header.join(",");
  if (/^[A-Za-z0-9+/]{43}=\t/.test(header.join("\t"))) {
    return "This is a WireGuard dump. Import it with tenant:import-devices; tenant:import is for people.";
  }
  const known =
    "use the user export of Google Workspace, Microsoft Entra or 365, Okta, JumpCloud, Slack or Tailscale, or a CSV file with the columns email,firstName,lastName,groups";
  if (/^\s*[[{]/.test(text) && !/^\s*\[(?:Interface|Peer)\]/.test(text)) {
    return `This is JSON: ${known}.`;
  }
  const foreign = describe(text);
  return foreign ?? `The first line is not a known header: ${known}.`;
}
