import type { Database } from "@portcullis/db/client";
import { queryBuilder } from "@portcullis/db/driver/driver";
import postgres from "postgres";
import { inject } from "vitest";
import type { Fixture } from "./fixture.ts";

/** One node of a plan, as EXPLAIN's JSON has it. */
export interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Index Cond"?: string;
  readonly "One-Time Filter"?: string;
  readonly Plans?: readonly PlanNode[];
}

export interface Explained {
  readonly statement: string;
  /** Every node of the plan, outermost first. */
  readonly nodes: readonly PlanNode[];
}

export interface Explainer extends AsyncDisposable {
  /** A pool of the application role whose every statement, also inside functions, reports the plan it ran by. */
  readonly db: Database;
  /** The plans of all statements that `work` ran. */
  plansOf(work: () => Promise<unknown>): Promise<readonly Explained[]>;
}

/** What really ran, not a copy of it: PostgreSQL's auto_explain tells the plans to the connection that ran them. */
export async function explainer(fixture: Fixture): Promise<Explainer> {
  await reportPlans(fixture);
  let plans: Explained[] = [];
  const client = postgres(fixture.url, {
    max: 1,
    onnotice: ({ message = "" }) => {
      const [, json] = message.split(" plan:\n");
      if (json) plans.push(readPlan(json));
    },
  });
  return {
    db: queryBuilder(client),
    async plansOf(work) {
      plans = [];
      await work();
      return plans;
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** Only a superuser may load it; set for the one role in the one database, it goes with the database. */
async function reportPlans(fixture: Fixture): Promise<void> {
  const url = new URL(inject("runServer").superuserUrl);
  url.pathname = new URL(fixture.url).pathname;
  const superuser = postgres(url.href, { max: 1, onnotice: () => {} });
  const settings = {
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_format": "json",
    "auto_explain.log_level": "notice",
  };
  try {
    await superuser`load 'auto_explain'`;
    for (const [name, value] of Object.entries(settings)) {
      await superuser.unsafe(
        `alter role portcullis_app in database "${url.pathname.slice(1)}" set ${name} = '${value}'`,
      );
    }
  } finally {
    await superuser.end();
  }
}

function readPlan(json: string): Explained {
  const { Plan: plan, "Query Text": statement } = JSON.parse(json) as { Plan: PlanNode; "Query Text": string };
  return { statement, nodes: [...nodesOf(plan)] };
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}
