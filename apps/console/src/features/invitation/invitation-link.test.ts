import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { mailNote } from "./invitation-link.tsx";

const t = translator();

it("says what became of the mails, and what to do then", () => {
  expect(mailNote(t, [])).toBeUndefined();
  expect(mailNote(t, ["sent"])?.text).toBe("The mail is sent.");
  expect(mailNote(t, ["sent", "sent"])?.text).toBe("All mails are sent.");
  expect(mailNote(t, ["off", "off"])?.text).toBe("No mail server is set up: hand these links on yourself.");
  expect(mailNote(t, ["failed"])?.text).toBe("The mail server did not take the mail: hand this link on yourself.");
  expect(mailNote(t, ["sent", "failed", "sent"])?.text).toBe(
    "The mail server did not take 1 of 3 mails: hand their links on yourself.",
  );
});
