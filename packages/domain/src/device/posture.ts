import { z } from "zod";
import { timestamp } from "../timestamp.ts";
import { accessDenial } from "./access.ts";
import { platforms } from "./platform.ts";

/** What a reporter can find out of a device; its operating system's version goes beside them. */
export const postureChecks = ["diskEncryption", "firewall", "screenLock"] as const;
export type PostureCheck = (typeof postureChecks)[number];

/** Check → passed. A check that is missing could not be told, and so has not passed. */
const checks = z.partialRecord(z.enum(postureChecks), z.boolean());
export type PostureChecks = z.infer<typeof checks>;

/** A dotted version, such as `15.1` or `10.0.22631.4317`: one to four numbers. */
export const osVersion = z
  .string()
  .regex(/^\d{1,6}(?:\.\d{1,6}){0,3}$/, "One to four numbers with dots between them, such as 15.1.");

/** What a device says of itself. */
export const postureReport = z.strictObject({ checks, osVersion: osVersion.nullable() });
export type PostureReport = z.infer<typeof postureReport>;

/**
 * A device's state under its tenant's rules. `not_required`: no rule is about its platform; `unknown`: it never reported, or
 * its report is too old to count.
 */
export const compliances = ["not_required", "compliant", "non_compliant", "unknown"] as const;
export const compliance = z.enum(compliances);
export type Compliance = z.infer<typeof compliance>;

/** What a rule can ask for and a report can fail. */
export const postureFailing = z.array(z.enum([...postureChecks, "osVersion"]));

/** A device's last report. `compliant` is derived from the rules as they are now; an old report is not. */
export const posture = z.strictObject({
  compliant: z.boolean(),
  lastCheck: timestamp,
  checks,
  osVersion: z.string().nullable(),
  /** What the rules ask of it and the report does not fulfil. */
  failing: postureFailing,
});
export type Posture = z.infer<typeof posture>;

/** Seconds between two reports of a device that keeps to it. */
export const postureReportSeconds = 300;
/** Seconds after a report in which another one is refused. */
export const postureReportGap = 10;

/** How a device stands after its report, for the one who sits at it. */
export const postureVerdict = z.strictObject({ compliance, failing: postureFailing, denials: z.array(accessDenial) });
export type PostureVerdict = z.infer<typeof postureVerdict>;

/** `advisory`: shown, nothing more. `required`: a device that does not comply has no access. */
export const postureEnforcements = ["advisory", "required"] as const;
export type PostureEnforcement = (typeof postureEnforcements)[number];

/** Minutes for which a report counts, where the tenant says nothing else. */
export const postureMaxAgeDefault = 60;
export const postureMaxAgeMin = 5;
/** A week. */
export const postureMaxAgeMax = 10_080;

/** What is asked of the devices of one platform: at least one thing. */
export const postureRule = z
  .strictObject({
    platform: z.enum(platforms),
    checks: z.array(z.enum(postureChecks)).max(postureChecks.length),
    minimumVersion: osVersion.nullable(),
  })
  .refine(
    (rule) => rule.checks.length > 0 || rule.minimumVersion !== null,
    "Require at least one check or a minimum version.",
  );
export type PostureRule = z.infer<typeof postureRule>;
