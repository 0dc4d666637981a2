import type { Caller } from "../http/caller.ts";
import type { Row } from "../report/row.ts";
import type { Dataset } from "../seed/dataset.ts";
import type { ServedConsole } from "../serve/programs.ts";
import type { SomePerson } from "./people-of.ts";

/** What every figure finds: the people, the console with the empty procedure, and how much is wanted. */
export interface TestBed {
  readonly dataset: Dataset;
  readonly console: ServedConsole;
  /** Calls as the owner of that tenant. */
  caller(tenant: number): Promise<Caller>;
  /** People of the largest tenant, with five devices each, whom no figure has changed: each is given out once. */
  fresh(count: number): Promise<readonly SomePerson[]>;
  readonly repetitions: number;
  /** Calls in one repetition; the short form makes fewer. */
  readonly calls: (whole: number) => number;
}

/** Measures one question and answers its lines of the table. */
export type BenchCase = (testBed: TestBed) => Promise<readonly Row[]>;
