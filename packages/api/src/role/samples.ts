import { timestampNow } from "@portcullis/domain/timestamp";
import { aPage, type Samples } from "../testing/samples.ts";
import type { roleRouter } from "./router.ts";

export const roleSamples = {
  list: () => aPage,
  get: (ids) => ({ id: ids.role }),
  create: () => ({ name: "Field staff", description: "On the road.", permissions: ["user:read"] }),
  update: (ids) => ({
    id: ids.customRole,
    name: "Field staff, renamed",
    description: "On the road.",
    permissions: ["user:read"],
    ifUpdatedAt: timestampNow(),
  }),
  delete: (ids) => ({ id: ids.customRole }),
} satisfies Samples<typeof roleRouter>;
