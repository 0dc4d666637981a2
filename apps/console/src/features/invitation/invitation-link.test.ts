import { expect, it } from "vitest";
import { mailNote } from "./invitation-link.tsx";

it("says what became of the mails, and what to do then", () => {
  expect(mailNote([])).toBeUndefined();
  expect(mailNote(["sent"])?.text).toBe("The mail is sent.");
  expect(mailNote(["sent", "sent"])?.text).toBe("All mails are sent.");
  expect(mailNote(["off", "off"])?.text).toBe("No mail server is set up: hand these links on yourself.");
  expect(mailNote(["failed"])?.text).toBe("The mail server did not take the mail: hand this link on yourself.");
  expect(mailNote(["sent", "failed", "sent"])?.text).toBe(
    "The mail server did not take 1 of 3 mails: hand their links on yourself.",
  );
});
