/** Why a change was refused that somebody may not make. Each leaves an event, folded per person and minute. */
export const recordedRefusals = [
  "permission_missing",
  "privilege_ceiling",
  "owner_protected",
  "self_protected",
] as const;
export type RecordedRefusal = (typeof recordedRefusals)[number];

export const isRecordedRefusal = (reason: string): reason is RecordedRefusal =>
  (recordedRefusals as readonly string[]).includes(reason);
