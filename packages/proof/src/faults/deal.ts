import type { Random } from "@portcullis/api/testing/random";

/** Deals a deck again and again, shuffled each time: everything comes once before anything comes twice. */
export function* deal<Card>(deck: readonly Card[], { below }: Random): Generator<Card, never> {
  for (;;) {
    const rest = [...deck];
    while (rest.length > 0) {
      const [card] = rest.splice(below(rest.length), 1);
      if (card !== undefined) yield card;
    }
  }
}
