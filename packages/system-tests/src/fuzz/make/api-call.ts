import { sampleInputs } from "@portcullis/api/testing/sample-inputs";
import * as fc from "fast-check";
import type { Asked } from "../test-bed/ask.ts";
import { type CallerName, type Callers, callerNames } from "../test-bed/callers.ts";
import type { Corpus } from "../test-bed/corpus.ts";
import type { Procedure } from "../test-bed/procedures.ts";
import { arbitraryOf, type Ids } from "./arbitrary-of.ts";
import { broken } from "./broken.ts";
import { sentText } from "./sent-text.ts";

/** One call of a procedure, as it is sent. */
export interface ApiCall {
  readonly path: string;
  readonly caller: CallerName;
  /** By which method: the one that its kind asks for, or the other one. */
  readonly method: "GET" | "POST";
  /** Undefined sends none. */
  readonly text: string | undefined;
  /** Harmless calls of the same kind in the same request; undefined where it travels alone. */
  readonly companions: number | undefined;
  /** Where it says it comes from. */
  readonly address: string;
}

/** More than a batch may hold, among those that one may. */
const companies = [0, 1, 2, 9, 10, 11];

export interface CallChoice {
  readonly ids: Ids;
  /** Anybody where it is not said. */
  readonly caller?: fc.Arbitrary<CallerName>;
  /** Places that are broken at most. */
  readonly breaks: number;
}

/** Calls of a procedure: from its schema and from its sample, sound and broken, in every form that a request takes. */
export function apiCall(procedure: Procedure, corpus: Corpus, choice: CallChoice): fc.Arbitrary<ApiCall> {
  const { path, kind } = procedure;
  const [schema] = procedure.inputs;
  const sample = sampleInputs[path];
  const noun = path.split(".")[0] ?? "";
  const sound = fc.oneof(
    { weight: 1, arbitrary: fc.constant<unknown>(sample ?? undefined) },
    ...(schema ? [{ weight: 3, arbitrary: arbitraryOf(schema, { corpus, ids: choice.ids, noun }) }] : []),
  );
  const text = sentText(broken(sound, corpus, choice.breaks));
  const own = kind === "mutation" ? "POST" : "GET";
  const other = kind === "mutation" ? "GET" : "POST";
  return fc.record({
    path: fc.constant(path),
    caller: choice.caller ?? fc.constantFrom(...callerNames),
    method: fc.oneof({ weight: 15, arbitrary: fc.constant(own) }, {
      weight: 1,
      arbitrary: fc.constant(other),
    } as const),
    text: fc.oneof({ weight: 40, arbitrary: text }, { weight: 1, arbitrary: fc.constant(undefined) }),
    companions: fc.oneof(
      { weight: 5, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(...companies) },
    ),
    address: fc.tuple(fc.nat(255), fc.nat(255)).map(([high, low]) => `198.18.${high}.${low}`),
  });
}

/** As a request. The call itself comes first in its batch. */
export function requestOf(call: ApiCall, { kind }: Procedure, callers: Callers): Asked {
  const { path, caller, method, text, companions, address } = call;
  const isStream = kind === "subscription";
  const headers = { ...callers.headers[caller], "x-forwarded-for": address };
  const companion = kind === "mutation" ? "signIn.challenge" : "account.me";
  const names = [path, ...Array.from({ length: companions ?? 0 }, () => companion)].join(",");
  const sent = companions === undefined || text === undefined ? text : `{"0":${text}}`;
  const query = companions === undefined ? [] : ["batch=1"];
  if (method === "POST") {
    const target = [`/api/trpc/${names}`, ...query].join("?");
    return { method, path: target, headers: { ...headers, "content-type": "application/json" }, body: sent ?? "" };
  }
  if (sent !== undefined) query.push(`input=${encodeURIComponent(sent.toWellFormed())}`);
  return { path: [`/api/trpc/${names}`, query.join("&")].join("?"), headers, isStream };
}
