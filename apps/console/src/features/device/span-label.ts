import type { ConnectionSpan } from "@portcullis/domain/device/connection";

const names: Readonly<Record<ConnectionSpan, { readonly short: string; readonly long: string }>> = {
  "24h": { short: "24 h", long: "last 24 hours" },
  "7d": { short: "7 d", long: "last 7 days" },
};

/** "24 h". */
export const spanName = (span: ConnectionSpan) => names[span].short;
/** "last 24 hours". */
export const spanLabel = (span: ConnectionSpan) => names[span].long;
