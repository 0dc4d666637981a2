import type { ListAudit } from "@portcullis/domain/audit";
import { createLoader, createParser, type inferParserType, parseAsStringLiteral } from "nuqs/server";
import { keysetPages } from "#ui/table/keyset-pages.ts";
import { actionsOf, auditAreas } from "./audit-area.ts";
import { addDays, type Day, isDay, startOfDay } from "./day.ts";

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const parseAsId = createParser({ parse: (text) => (uuid.test(text) ? text.toLowerCase() : null), serialize: String });
const parseAsDay = createParser<Day>({ parse: (text) => (isDay(text) ? text : null), serialize: String });

/** What narrows a audit log. The days are the reader's, both included. */
export const activityFilters = {
  area: parseAsStringLiteral(auditAreas),
  actor: parseAsId,
  target: parseAsId,
  from: parseAsDay,
  to: parseAsDay,
};
export type ActivityFilters = inferParserType<typeof activityFilters>;

export const loadActivitySearch = createLoader({ ...activityFilters, pages: keysetPages });

/**
 * What the API is asked for; undefined while it cannot be said: where the filters hold days and the reader's time zone is
 * not known yet. `cursor` undefined means the first page.
 */
export function toListAudit(
  filters: ActivityFilters,
  cursor: string | undefined,
  timeZone: string | undefined,
): ListAudit | undefined {
  const { area, actor, target, from, to } = filters;
  const hasDays = from !== null || to !== null;
  if (hasDays && timeZone === undefined) return undefined;
  return {
    ...(area && { action: [...actionsOf(area)] }),
    ...(actor && { actorId: actor }),
    ...(target && { targetId: target }),
    ...(from && timeZone && { from: startOfDay(from, timeZone) }),
    ...(to && timeZone && { to: startOfDay(addDays(to, 1), timeZone) }),
    // What happened to each device is looked for among devices; elsewhere it would drown the rest.
    ...(area !== "devices" && { withoutSteps: true }),
    ...(cursor && { cursor }),
    limit: 50,
  };
}
