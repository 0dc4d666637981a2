import * as fc from "fast-check";
import type { core } from "zod";
import type { Corpus } from "../test-bed/corpus.ts";

/** Which ids a valid input may name. */
export type Ids = "any" | "nobody's";

/** From what the fields of an input are made. */
export interface From {
  readonly corpus: Corpus;
  readonly ids: Ids;
  /** Whose ids stand under `id`: `user` in `user.get`. */
  readonly noun: string;
  /** The field that is being made. */
  readonly field?: string;
}

/** Texts that people type. */
const ordinary = [
  "Ada",
  "Grace Hopper",
  "laptop",
  "vpn.example.com:51820",
  "15.1",
  "AAAA",
  "李雷",
  "x",
  "ops",
  "123456",
];
const longest = 60;

/** Mostly valid inputs of a procedure, from its own schema; what a refinement asks beyond it, chance may meet. */
export function arbitraryOf(schema: core.$ZodType, from: From): fc.Arbitrary<unknown> {
  return walk(schema, from);
}

/** Ids that exist nowhere, or in the other tenant, to those who ask the same; or else such as fit the field, and some that do not. */
function idFor({ corpus, ids, noun, field = "id" }: From): fc.Arbitrary<string> {
  const nobodys = fc.oneof(fc.uuid(), fc.constantFrom(...corpus.foreign));
  if (ids === "nobody's") return nobodys;
  const fitting = corpus.own[/^(.+?)Ids?$/.exec(field)?.[1] ?? noun] ?? [];
  const every = fc.constantFrom(...Object.values(corpus.own).flat());
  const own = fitting.length > 0 ? fc.constantFrom(...fitting) : every;
  return fc.oneof({ weight: 6, arbitrary: own }, { weight: 1, arbitrary: every }, { weight: 1, arbitrary: nobodys });
}

function walk(schema: core.$ZodType, from: From): fc.Arbitrary<unknown> {
  const { def, bag } = (schema as core.$ZodTypes)._zod;
  const inner = (of: core.$ZodType) => walk(of, from);
  switch (def.type) {
    case "string":
      return textOf(schema as core.$ZodString, from);
    case "number":
      return numberOf(bag);
    case "boolean":
      return fc.boolean();
    case "void":
      return fc.constant(undefined);
    case "null":
      return fc.constant(null);
    case "literal":
      return fc.constantFrom<unknown>(...def.values);
    case "enum":
      return fc.constantFrom<unknown>(...Object.values(def.entries));
    case "array":
      return fc.array(inner(def.element), { maxLength: 4 });
    case "object":
      return objectOf(def, from);
    case "record":
      return fc.dictionary(inner(def.keyType).map(String), inner(def.valueType), { maxKeys: 3 });
    case "union":
      return fc.oneof(...def.options.map(inner));
    case "optional":
    case "default":
    case "prefault":
      return fc.option(inner(def.innerType), { nil: undefined });
    case "nullable":
      return fc.option(inner(def.innerType), { nil: null });
    case "pipe":
      // What a transformation makes of it is checked after; the format stands there too.
      return isFormat(def.out) ? inner(def.out) : inner(def.in);
    default:
      return fc.anything({ maxDepth: 1 });
  }
}

function isFormat(schema: core.$ZodType): boolean {
  const { def } = (schema as core.$ZodTypes)._zod;
  return def.type === "string" && "format" in def;
}

function objectOf(def: core.$ZodObjectDef, from: From): fc.Arbitrary<unknown> {
  const fields = Object.entries(def.shape).map(
    ([name, schema]) => [name, walk(schema, { ...from, field: name })] as const,
  );
  const mayLack = Object.entries(def.shape).filter(([, schema]) => schema._zod.optin === "optional");
  const optional = new Set(mayLack.map(([name]) => name));
  const requiredKeys = fields.map(([name]) => name).filter((name) => !optional.has(name));
  return fc.record(Object.fromEntries(fields), { requiredKeys, noNullPrototype: true });
}

function numberOf(bag: Record<string, unknown>): fc.Arbitrary<number> {
  const min = Math.max(Number(bag["minimum"] ?? -10), Number.MIN_SAFE_INTEGER);
  const max = Math.min(Number(bag["maximum"] ?? Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
  return fc.oneof(
    fc.integer({ min, max }),
    fc.constantFrom(min, max),
    fc.integer({ min, max: Math.min(max, min + 9) }),
  );
}

/** A WireGuard key that nobody has yet. */
const freshKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("base64"));

/** Of every year that JavaScript knows, most of them with four digits, in UTC or not. */
export const timestampText = fc
  .tuple(
    fc.oneof(fc.date({ noInvalidDate: true }), fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })),
    fc.constantFrom("Z", "+00:00", "-08:00", "+14:00"),
  )
  .map(([at, offset]) => at.toISOString().replace("Z", offset));

function textOf(schema: core.$ZodString, from: From): fc.Arbitrary<string> {
  const { format, minimum, maximum = 40, patterns } = schema._zod.bag;
  const { corpus, field = "" } = from;
  if (format === "uuid") return idFor(from);
  if (format === "datetime") return timestampText;
  if (/publicKey$/i.test(field)) return fc.oneof(freshKey, fc.constantFrom(...corpus.publicKeys));
  if (format === "email") return fc.oneof(fc.constantFrom(...corpus.emails), fc.emailAddress());
  if (format === "base64" || format === "base64url") return fc.constantFrom("AAAA", "iVBORw0KGgo", "iVBORw0KGgo=");
  const [pattern] = patterns ?? [];
  const known = [...corpus.publicKeys, ...corpus.cursors, ...corpus.linkTokens, ...corpus.emails];
  return fc.oneof(
    fc.constantFrom(...ordinary),
    fc.constantFrom(...known),
    fc.string({
      unit: "grapheme",
      minLength: minimum ?? 0,
      maxLength: Math.max(minimum ?? 0, Math.min(maximum, longest)),
    }),
    fc.constant("ü".repeat(maximum)),
    ...(pattern ? [fc.stringMatching(pattern)] : []),
  );
}
