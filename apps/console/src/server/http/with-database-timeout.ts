import type { IncomingMessage, ServerResponse } from "node:http";
import { CallDeadline } from "@portcullis/db/call-deadline";
import { isStream } from "../drain.ts";
import { databasePage } from "./database-page.ts";
import { type Refusal, refuse } from "./refusal.ts";

/** Milliseconds from its arrival in which a request is answered. */
const defaultTimeoutMs = 5_000;
/** Milliseconds between looks at a request that is late for another reason than the database. */
const pollIntervalMs = 250;

const unanswered: Refusal = {
  httpStatus: 503,
  code: "SERVICE_UNAVAILABLE",
  reason: "database_unavailable",
  message: "The database does not answer. Try again in a moment.",
};

const unknown: Refusal = {
  httpStatus: 503,
  code: "SERVICE_UNAVAILABLE",
  reason: "outcome_unknown",
  message: "The database did not confirm the change. Check whether it was saved before you make it again.",
};

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly pathname: string;
}

/**
 * Answers 503 for a request that still waits for the database after five seconds, whoever was to answer it; what they say
 * after that is dropped, and what they do is not committed. A stream counts as answered once it is open.
 */
export function withDatabaseTimeout(
  exchange: Exchange,
  answer: () => Promise<void>,
  deadlineMs = defaultTimeoutMs,
): Promise<void> {
  const { response, pathname } = exchange;
  // Probes have a bound of their own, and name the parts that do not answer.
  if (pathname.startsWith("/health/")) return answer();
  const deadline = new CallDeadline(deadlineMs);
  const checkDeadline = () => {
    if (isStream(response) || response.writableEnded || response.destroyed) return;
    if (deadline.isWaitingForDatabase) respondTimedOut(exchange, deadline);
    else timer = setTimeout(checkDeadline, pollIntervalMs);
  };
  let timer = setTimeout(checkDeadline, deadlineMs);
  response.once("close", () => clearTimeout(timer));
  return deadline.run(answer);
}

function respondTimedOut({ request, response, requestId, pathname }: Exchange, deadline: CallDeadline): void {
  const isRead = request.method === "GET" || request.method === "HEAD";
  // What a read begins may be shared with others, who still wait for it.
  if (!isRead) deadline.end();
  // Half an answer is there: its end shows that something is missing.
  if (response.headersSent) return void response.destroy();
  // A cookie that nobody can tell whether it was stored would end the session that it stands for.
  response.removeHeader("set-cookie");
  response.setHeader("retry-after", "3");
  if (isRead && asksForPage(request, pathname)) {
    response.writeHead(503, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(databasePage);
  } else {
    refuse(response, deadline.isCommitting && !isRead ? unknown : unanswered, requestId);
  }
  discardFurtherWrites(response);
}

const asksForPage = ({ headers }: IncomingMessage, pathname: string) =>
  !pathname.startsWith("/api/") && headers["rsc"] === undefined && (headers.accept ?? "").includes("text/html");

/** Whoever was to answer does not know that it was done for them: what they still write goes nowhere. */
function discardFurtherWrites(response: ServerResponse): void {
  const drop = (...given: unknown[]) => {
    const done = given.at(-1);
    if (typeof done === "function") process.nextTick(done);
    return response;
  };
  const write = (...given: unknown[]) => {
    drop(...given);
    return true;
  };
  const dropped = ["writeHead", "setHeader", "setHeaders", "appendHeader", "removeHeader", "flushHeaders", "end"];
  Object.assign(response, Object.fromEntries(dropped.map((name) => [name, drop])), { write });
}
