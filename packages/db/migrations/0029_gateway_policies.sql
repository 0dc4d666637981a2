-- What a gateway does without the console, where it is not what the tenant does; what its agent last said that it would do; and
-- since when nobody is let through it.
ALTER TABLE "gateways"
  ADD COLUMN "unreachable" text,
  ADD COLUMN "grace" integer,
  ADD COLUMN "applied_unreachable" text,
  ADD COLUMN "applied_grace" integer,
  ADD COLUMN "closed_at" timestamp (3) with time zone,
  ADD CONSTRAINT "gateways_unreachable" CHECK ("unreachable" in ('keep', 'fail_closed')),
  ADD CONSTRAINT "gateways_grace" CHECK (("grace" between 30 and 86400) and ("unreachable" is null) = ("grace" is null)),
  ADD CONSTRAINT "gateways_applied" CHECK ("applied_unreachable" in ('keep', 'fail_closed'));
