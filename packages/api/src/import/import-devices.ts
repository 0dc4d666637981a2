import type { TenantTx } from "@portcullis/db/tenant";
import { lockAddresses } from "../device/allocate-address.ts";
import { findGatewayKeys } from "../gateway/internal.ts";
import type { OperatorContext } from "../tenant/operator.ts";
import {
  createDevices,
  decideKnown,
  describeDevice,
  type NamedPeer,
  type NewDevice,
  skipped,
  toDevice,
} from "./create-devices.ts";
import type { Dump, DumpLine } from "./parse-dump.ts";
import { findDevicesByKey, findTakenNetworks, lockUsers, readAddressRange } from "./read-import-state.ts";
import {
  batchSize,
  type Decision,
  decide,
  type ImportLine,
  type ImportOptions,
  inBatches,
  keepStatistics,
  type Note,
  runBatch,
} from "./run-batch.ts";
import type { StagedNames, TakenPeer } from "./staged-names.ts";

/**
 * Imports a WireGuard network: each peer of the dump becomes a device of the person whom the names file gives it to, with the
 * networks it has. Yields a report line for each peer, and for each name without a peer; a second run changes nothing.
 */
export async function* importDevices(
  ctx: OperatorContext,
  dump: Dump,
  names: StagedNames,
  options: ImportOptions = {},
): AsyncGenerator<ImportLine> {
  const { dryRun = false } = options;
  let batches = 0;
  for await (const batch of inBatches(dump.lines)) {
    const keys = batch.map(({ what }) => what);
    const named = await names.find(keys);
    const peers = batch.map(({ what, line, peer }: DumpLine): NamedPeer | undefined => {
      const device = named.get(what);
      return peer && device && { line, peer, named: device };
    });
    const known = peers.flatMap((peer) => peer ?? []);
    // Otherwise they are in the database, where everybody's are looked for.
    const networks = dryRun ? known.flatMap(({ peer }) => peer.allowedIps) : [];
    const seen: Seen = {
      keys: new Map(
        [...named.values()].flatMap(({ publicKey, takenLine }) => (takenLine === null ? [] : [[publicKey, takenLine]])),
      ),
      networks: new Map(networks.length > 0 ? await names.findHolders(networks) : []),
    };
    const { decisions, taken } = await runBatch(ctx, options, (tx) => importBatch(tx, known, seen, options));
    await names.mark(keys, taken, { keepNetworks: dryRun });
    if (!dryRun && batch.length === batchSize) await keepStatistics(ctx.db, "devices", ++batches);
    for (const [at, { line, what, fault }] of batch.entries()) {
      const peer = peers[at];
      if (peer) {
        const { email, name } = peer.named;
        const decision = decisions.get(peer);
        if (!decision) throw new Error("A peer of the import was not decided.");
        yield { line, what: `${what} ${email} ${name}`, ...decision };
      } else yield { line, what, ...skipped(fault ?? "publicKey: the file with the names has no line for this key") };
    }
  }
  for await (const unmet of names.unmet()) {
    for (const { publicKey, email, name, line } of unmet) {
      // What is no peer's key is not repeated: whoever wrote the file may have put a private key there.
      const why = dump.interfaceKeys.has(publicKey)
        ? "is the key of the interface, not of a peer"
        : "is not in the dump";
      const note = { text: `publicKey: the key in line ${line} of the names ${why}`, kind: `publicKey: ${why}` };
      yield { line: 0, what: `${email} ${name}`, ...decide("skipped", note) };
    }
  }
}

/** What earlier peers of the dump have brought: a dry run does not find it in the database. */
interface Seen {
  /** The line of each key. */
  readonly keys: Map<string, number>;
  /** The device of each network. */
  readonly networks: Map<string, string>;
}

interface ImportedBatch {
  readonly decisions: ReadonlyMap<NamedPeer, Decision>;
  readonly taken: readonly TakenPeer[];
}

/**
 * Imports peers in one transaction, with locks in order: users by id, devices, addresses. The device of a deactivated user is
 * off by that cause, so that reactivating the user restores it; the device limit does not apply to existing devices.
 */
async function importBatch(
  tx: TenantTx,
  batch: readonly NamedPeer[],
  seen: Seen,
  { dryRun = false }: ImportOptions,
): Promise<ImportedBatch> {
  const decisions = new Map<NamedPeer, Decision>();
  if (batch.length === 0) return { decisions, taken: [] };
  const keys = batch.map(({ peer }) => peer.publicKey);
  const people = await lockUsers(
    tx,
    batch.map(({ named }) => named.email),
  );
  const [existing, gateways, range] = await Promise.all([
    findDevicesByKey(tx, keys),
    findGatewayKeys(tx, keys),
    readAddressRange(tx),
  ]);
  // A dry run keeps nobody from registering a device.
  if (!dryRun) await lockAddresses(tx);
  const holders = await findTakenNetworks(
    tx,
    batch.flatMap(({ peer }) => peer.allowedIps),
  );
  const held = new Map<string, number>();
  const fresh: { readonly entry: NamedPeer; readonly device: NewDevice; readonly notes: readonly Note[] }[] = [];
  for (const entry of batch) {
    const { peer, named, line } = entry;
    const user = people.get(named.email);
    if (!user) {
      decisions.set(entry, skipped("email: no user of this tenant has this address"));
      continue;
    }
    const known = decideKnown(entry, user, {
      existing: existing.get(peer.publicKey),
      gateway: gateways.get(peer.publicKey),
      earlierLine: seen.keys.get(peer.publicKey),
      holderOf: (network) => seen.networks.get(network) ?? holders.get(network),
    });
    if (known) {
      decisions.set(entry, known);
      continue;
    }
    seen.keys.set(peer.publicKey, line);
    for (const network of peer.allowedIps) seen.networks.set(network, named.name);
    const device = toDevice(entry, user, range);
    const count = (held.get(user.id) ?? user.held) + 1;
    held.set(user.id, count);
    fresh.push({ entry, device, notes: describeDevice(entry, device, { user, count, range }) });
  }
  const created = await createDevices(
    tx,
    fresh.map(({ device }) => device),
  );
  for (const { entry, device, notes } of fresh) {
    // Somebody registered this key between the two statements.
    const isCreated = created.has(device.publicKey);
    decisions.set(entry, isCreated ? decide("created", ...notes) : decide("unchanged", { text: "exists" }));
  }
  const taken = fresh.map(({ entry: { line, peer, named } }) => ({
    publicKey: peer.publicKey,
    line,
    name: named.name,
    networks: peer.allowedIps,
  }));
  return { decisions, taken };
}
