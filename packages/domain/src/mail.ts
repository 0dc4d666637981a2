import { z } from "zod";

/** What became of a mail: handed to the server, not taken by it, or never sent because no server is configured. */
export const mailOutcome = z.enum(["sent", "failed", "off"]);
