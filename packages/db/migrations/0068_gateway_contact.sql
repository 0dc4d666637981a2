-- When an agent first came for the peers: no gateway has anybody before. Null for those that did so at the release before, which
-- tells it by the first report.
ALTER TABLE "gateways" ADD COLUMN "contacted_at" timestamp (3) with time zone;
