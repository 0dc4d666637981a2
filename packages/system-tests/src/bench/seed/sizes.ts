/** How many users each of the ten tenants has: uneven, as customers are. Tenants are told apart by their place in it. */
export interface Sizes {
  readonly name: string;
  readonly users: readonly number[];
}

/** A million users, one tenant with half of them. */
export const whole: Sizes = {
  name: "whole",
  users: [500_000, 200_000, 100_000, 80_000, 50_000, 30_000, 20_000, 10_000, 8_000, 2_000],
};

/** The same shape, a hundredth of the size: minutes on any machine. */
export const short: Sizes = { name: "short", users: whole.users.map((count) => count / 100) };

/** The places of the tenants that figures ask about. */
export const largest = 0;
export const hundredThousand = 2;
export const tenThousand = 7;
