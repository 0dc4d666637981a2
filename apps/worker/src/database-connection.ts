import { describeError } from "@portcullis/runtime/describe-error";
import type { Logger } from "pino";

/** How a loop asks the database, keeping the time and the health. */
export interface DatabaseLine {
  /** False while the database cannot be asked. */
  readonly isHealthy: () => boolean;
  /** Undefined where it cannot be asked: that is logged, once until it is back. */
  readonly ask: <Answer>(question: Promise<Answer>) => Promise<Answer | undefined>;
}

export interface LineParts {
  readonly log: Logger;
  /** Milliseconds that the database may take over one question. */
  readonly patienceMs: number;
  /** It took longer: the connection is half open, and everything that waits on it waits for good. */
  readonly onSilence: () => void;
}

export function databaseLine({ log, patienceMs, onSilence }: LineParts): DatabaseLine {
  let isHealthy = true;
  return {
    isHealthy: () => isHealthy,
    async ask(question) {
      const timer = setTimeout(() => {
        isHealthy = false;
        onSilence();
      }, patienceMs);
      try {
        const answer = await question;
        if (!isHealthy) log.info("the database answers again");
        isHealthy = true;
        return answer;
      } catch (error) {
        if (isHealthy) log.error({ error: describeError(error) }, "the database cannot be queried");
        isHealthy = false;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
