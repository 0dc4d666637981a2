import { DeadlineOverError } from "@portcullis/db/call-deadline";

/** Milliseconds that a stream waits for one answer of the database, as long as a call does. */
const answerMs = 5_000;

/**
 * A read of a stream, which has no deadline of a call: a database that hangs would leave it open and silent for ever.
 * @throws {DeadlineOverError} after 5 s; what is read then is dropped
 */
export async function inTime<T>(read: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new DeadlineOverError()), answerMs);
  try {
    return await Promise.race([read, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
