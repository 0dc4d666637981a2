/** What one look found: well, worth attention, or wrong; the last two say what to do. */
export type Finding =
  | { readonly verdict: "ok"; readonly says: string }
  | { readonly verdict: "warning" | "error"; readonly says: string; readonly advice: string };

export const ok = (says: string): Finding => ({ verdict: "ok", says });
export const warning = (says: string, advice: string): Finding => ({ verdict: "warning", says, advice });
export const error = (says: string, advice: string): Finding => ({ verdict: "error", says, advice });
