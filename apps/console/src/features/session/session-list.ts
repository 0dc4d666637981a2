import type { ListSessions } from "@portcullis/domain/session";
import { parse } from "bowser";
import { createLoader } from "nuqs/server";
import type { Translate } from "#i18n/translator.ts";
import { keysetPages } from "#ui/table/keyset-pages.ts";

export const loadSessionPages = createLoader({ pages: keysetPages });

/** What the API is asked for; without a cursor, the first page. */
export function toListSessions(userId: string, cursor: string | undefined): ListSessions {
  return { userId, limit: 50, ...(cursor && { cursor }) };
}

/** A User-Agent header in the words of a person: "Chrome 143 on Linux". */
export function agentName(t: Translate, agent: string | null): string {
  if (!agent) return t("session.unknownProgram");
  const { browser, os } = parse(agent);
  const program = [browser.name, browser.version?.split(".", 1)[0]].filter(Boolean).join(" ");
  if (!program) return agent.split(/[\s(]/, 1)[0]?.replace("/", " ") || t("session.unknownProgram");
  return os.name ? t("session.on", { program, name: os.name }) : program;
}
