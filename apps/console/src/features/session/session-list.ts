import type { ListSessions } from "@portcullis/domain/session";
import { parse } from "bowser";
import { createLoader } from "nuqs/server";
import { keysetPages } from "#ui/table/keyset-pages.ts";

export const loadSessionPages = createLoader({ pages: keysetPages });

/** What the API is asked for; without a cursor, the first page. */
export function toListSessions(userId: string, cursor: string | undefined): ListSessions {
  return { userId, limit: 50, ...(cursor && { cursor }) };
}

/** A User-Agent header in the words of a person: "Chrome 143 on Linux". */
export function agentName(agent: string | null): string {
  if (!agent) return "Unknown program";
  const { browser, os } = parse(agent);
  const program = [browser.name, browser.version?.split(".", 1)[0]].filter(Boolean).join(" ");
  if (!program) return agent.split(/[\s(]/, 1)[0]?.replace("/", " ") || "Unknown program";
  return os.name ? `${program} on ${os.name}` : program;
}
