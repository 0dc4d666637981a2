import { withTenant } from "@portcullis/db/tenant";
import type { OperatorContext } from "../tenant/operator-context.ts";
import { importDevice } from "./import-device.ts";
import type { ImportLine } from "./import-report.ts";
import type { Dump } from "./parse-dump.ts";
import type { NamedDevice } from "./read-device-names.ts";

/**
 * Takes an existing WireGuard network over: each peer of the dump becomes a device of the person whom the names give it to,
 * with the addresses it has. A report line for each peer, and one for each name without a peer. A second run changes nothing.
 */
export async function* importDevices(
  ctx: OperatorContext,
  dump: Dump,
  names: ReadonlyMap<string, NamedDevice>,
): AsyncGenerator<ImportLine> {
  const met = new Set<string>();
  for (const { line, what, peer, fault } of dump.lines) {
    met.add(what);
    const named = names.get(what);
    if (!peer) yield { line, what, outcome: "skipped", detail: fault };
    else if (!named) yield { line, what, outcome: "skipped", detail: "publicKey: nobody is named for this key" };
    else {
      // One peer, one transaction: each takes its user's lock first, and no two of them can wait for each other.
      const { outcome, detail } = await withTenant(ctx.db, ctx.principal.tenantId, (tx) =>
        importDevice(tx, peer, named),
      );
      yield { line, what: `${what} ${named.email} ${named.name}`, outcome, detail };
    }
  }
  for (const { publicKey, email, name, line } of names.values()) {
    if (met.has(publicKey)) continue;
    // What is no peer's key is not repeated: whoever wrote the file may have put a private key there.
    const why = dump.interfaceKeys.includes(publicKey) ? "is the key of an interface itself" : "is not in the dump";
    yield {
      line: 0,
      what: `${email} ${name}`,
      outcome: "skipped",
      detail: `publicKey: that of line ${line} of the names ${why}`,
    };
  }
}
