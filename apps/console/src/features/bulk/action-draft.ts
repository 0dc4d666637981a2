import { type BulkAction, type BulkVerb, bulkAction } from "@portcullis/domain/bulk";
import type { Platform } from "@portcullis/domain/device/platform";
import { typedLimit } from "#features/group/group-fields.ts";
import { verbs } from "./bulk-verbs.ts";

/** An act as it is being entered; only the fields of its verb count. */
export interface ActionDraft {
  readonly verb: BulkVerb;
  readonly reason: string;
  readonly groupId: string | undefined;
  readonly roleId: string | undefined;
  /** Empty for none of their own. */
  readonly maxDevices: string;
  readonly platform: Platform | undefined;
}

export const emptyDraft = (verb: BulkVerb): ActionDraft => ({
  verb,
  reason: "",
  groupId: undefined,
  roleId: undefined,
  maxDevices: "",
  platform: undefined,
});

/** The act that was entered; undefined while something is missing or wrong. */
export function toAction(draft: ActionDraft): BulkAction | undefined {
  return bulkAction.safeParse({ verb: draft.verb, ...fieldsOf(draft) }).data;
}

function fieldsOf({ verb, reason, groupId, roleId, maxDevices, platform }: ActionDraft): object {
  switch (verbs[verb].field) {
    case "reason":
      return reason.trim() === "" ? {} : { reason };
    case "group":
      return { groupId };
    case "role":
      return { roleId };
    case "maxDevices":
      return { maxDevices: typedLimit.safeParse(maxDevices).data };
    case "platform":
      return { platform };
    default:
      return {};
  }
}
