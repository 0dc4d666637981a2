import { wireHeaders } from "@portcullis/domain/wire";
import { type Api, apiWith } from "../network/api.ts";
import { eitherWire } from "./either-wire.ts";

/** Milliseconds between two acts of one person: steady traffic, not a flood. */
const thinkMs = 30;

/** What a drill's people did, and what they were refused. */
export interface Traffic {
  /** How many acts of each kind succeeded. */
  readonly done: ReadonlyMap<string, number>;
  /** A sentence for each that did not. */
  readonly failed: readonly string[];
  /** Streams that were opened, and events that they brought. */
  readonly streams: { opened: number; heard: number };
  /** The state that each user was last brought to, by the reply. */
  readonly states: ReadonlyMap<string, "active" | "inactive">;
  /** Of the changes that were acknowledged. */
  readonly cascadeIds: readonly string[];
  /** Users whose last change was not answered: it may have been made all the same. */
  readonly unsure: ReadonlySet<string>;
  /** Ends it, after the acts in hand. */
  readonly stop: () => Promise<void>;
}

/** Reads, changes, loads pages and keeps streams open, until stopped; tries nothing twice, but for the wire of the console it meets. */
export function startTraffic(
  url: string,
  who: { readonly cookie: string; readonly userIds: readonly string[] },
): Traffic {
  const { cookie, userIds } = who;
  const api = apiWith(url, cookie, {}, eitherWire);
  const stopping = new AbortController();
  const done = new Map<string, number>();
  const failed: string[] = [];
  const streams = { opened: 0, heard: 0 };
  const states = new Map<string, "active" | "inactive">();
  const cascadeIds: string[] = [];
  const unsure = new Set<string>();

  async function person(kind: string, act: (round: number) => Promise<unknown>): Promise<void> {
    for (let round = 0; !stopping.signal.aborted; round++) {
      try {
        await act(round);
        done.set(kind, (done.get(kind) ?? 0) + 1);
      } catch (error) {
        if (!stopping.signal.aborted) failed.push(`${kind}: ${String(error)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, thinkMs));
    }
  }

  const toggles = (mine: readonly string[]) => async (round: number) => {
    const id = mine[round % mine.length] ?? "";
    const to = states.get(id) === "inactive" ? "active" : "inactive";
    unsure.add(id);
    const { cascade } = await change(api, id, to);
    unsure.delete(id);
    if (cascade) cascadeIds.push(cascade.id);
    states.set(id, to);
  };
  const load = (path: string) => async () => {
    const answer = await fetch(url + path, { headers: { cookie }, redirect: "manual" });
    const text = await answer.text();
    if (answer.status !== 200 || !text.endsWith("</html>")) throw new Error(`${path} answered ${answer.status}`);
  };
  /** One stream from its beginning to its end, which is no failure: its reader comes back. */
  const listen = async () => {
    const answer = await fetch(`${url}/api/trpc/cascade.watch`, {
      headers: { ...wireHeaders, cookie, accept: "text/event-stream" },
      signal: stopping.signal,
    });
    if (answer.status !== 200) throw new Error(`The stream answered ${answer.status}`);
    streams.opened++;
    for await (const chunk of answer.body ?? []) {
      streams.heard += Buffer.from(chunk).toString().includes('"cascade"') ? 1 : 0;
    }
  };

  const half = Math.ceil(userIds.length / 2);
  const people = [
    // One letter stands at the beginning of a name, three anywhere in it: two ways of searching.
    person("read", (round) => api.user.list.query({ search: round % 2 === 0 ? "a" : "mem" })),
    person("read", (round) => api.user.get.query({ id: userIds[round % userIds.length] ?? "" })),
    person("read", () => api.overview.get.query()),
    person("change", toggles(userIds.slice(0, half))),
    person("change", toggles(userIds.slice(half))),
    person("page", load("/users")),
    person("page", load("/devices")),
    person("stream", listen),
    person("stream", listen),
    person("stream", listen),
  ];
  return {
    done,
    failed,
    streams,
    states,
    cascadeIds,
    unsure,
    async stop() {
      stopping.abort();
      await Promise.all(people);
    },
  };
}

function change(api: Api, id: string, to: "active" | "inactive") {
  return to === "inactive" ? api.user.deactivate.mutate({ id }) : api.user.reactivate.mutate({ id });
}
