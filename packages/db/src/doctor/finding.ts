/** What one look found: well, worth attention, or wrong; the last two say what to do. */
export type Finding =
  | { readonly verdict: "well"; readonly says: string }
  | { readonly verdict: "attention" | "wrong"; readonly says: string; readonly advice: string };

export const well = (says: string): Finding => ({ verdict: "well", says });
export const attention = (says: string, advice: string): Finding => ({ verdict: "attention", says, advice });
export const wrong = (says: string, advice: string): Finding => ({ verdict: "wrong", says, advice });
