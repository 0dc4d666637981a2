import type { LivingStatus } from "@portcullis/domain/user/lifecycle";

/** What is known of a device from the answers alone. */
export interface KnownDevice {
  readonly id: string;
  /** The names that it may have: more than one after a change that was not answered. */
  names: readonly string[];
  /** Whether an administrator has it off; undefined where that is not known. */
  isOffByHand: boolean | undefined;
}

/** Somebody whom one writer alone changes, and what is known of them from the answers alone. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** Whether nobody deletes them. */
  readonly stays: boolean;
  /** Undefined after a change that was not answered, until the next one that is, and while a bulk operation has them. */
  status: LivingStatus | "deleted" | undefined;
  /** Whether the account was ever taken up: reactivated, they are active, else pending. Undefined where that is not known. */
  isTakenUp: boolean | undefined;
  /** Whether their writer waits for an answer about them. */
  isInFlight: boolean;
  /** Whether they are among the members of a bulk operation that is under way. */
  isInBulk: boolean;
  /** How many lifecycle changes their writer has asked for. */
  lifecycleActs: number;
  /** Whether a deletion was not answered. */
  mayBeDeleted: boolean;
  /** The first names that they may have; empty where nobody has changed it. */
  firstNames: readonly string[];
  readonly devices: KnownDevice[];
  /** Cookies of sign-ins that must work, and of those that must never work again. */
  liveCookies: string[];
  readonly deadCookies: string[];
  /** The token of an invitation that was handed over. */
  invitation: string | undefined;
  /** Sign-ins that had to fail: an account bears so many an hour. */
  failedSignIns: number;
}

export function aPerson(known: Pick<Person, "id" | "email" | "password" | "status"> & Partial<Person>): Person {
  return {
    stays: false,
    isTakenUp: known.status !== "pending",
    isInFlight: false,
    isInBulk: false,
    lifecycleActs: 0,
    mayBeDeleted: false,
    firstNames: [],
    devices: [],
    liveCookies: [],
    deadCookies: [],
    invitation: undefined,
    failedSignIns: 0,
    ...known,
  };
}

/** Enough to have met it, too few to come to mind as an address that must not be used. */
const deadMax = 8;

/** What was open must never open again. */
export function endSessions(person: Person): void {
  person.deadCookies.push(...person.liveCookies);
  person.deadCookies.splice(0, Math.max(0, person.deadCookies.length - deadMax));
  person.liveCookies = [];
}
