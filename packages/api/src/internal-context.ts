import type { WorkerPrincipal } from "@portcullis/auth/principal";
import type { ServiceContext } from "@portcullis/services/context";

/** What the worker's procedures are given. */
export type InternalContext = ServiceContext<WorkerPrincipal>;
