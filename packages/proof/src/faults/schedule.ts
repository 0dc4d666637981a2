import type { Random } from "@portcullis/api/testing/random";

/** Deals a deck again and again, shuffled each time: everything comes once before anything comes twice. */
export function* schedule<ScheduledFault>(
  deck: readonly ScheduledFault[],
  { below }: Random,
): Generator<ScheduledFault, never> {
  for (;;) {
    const rest = [...deck];
    while (rest.length > 0) {
      const [scheduledFault] = rest.splice(below(rest.length), 1);
      if (scheduledFault !== undefined) yield scheduledFault;
    }
  }
}
