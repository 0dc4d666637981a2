CREATE TABLE "device_tokens" (
	"tenant_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "device_tokens_tenant_id_device_id_pk" PRIMARY KEY("tenant_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "device_connections" (
	"tenant_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"gateway_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL,
	"endpoint" text,
	"received" bigint NOT NULL,
	"sent" bigint NOT NULL,
	CONSTRAINT "device_connections_tenant_id_device_id_started_at_gateway_id_pk" PRIMARY KEY("tenant_id","device_id","started_at","gateway_id"),
	CONSTRAINT "device_connections_order" CHECK ("device_connections"."started_at" <= "device_connections"."ended_at")
);
--> statement-breakpoint
CREATE TABLE "posture_rules" (
	"tenant_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"checks" jsonb NOT NULL,
	"minimum_version" text,
	"minimum_key" integer[] GENERATED ALWAYS AS (string_to_array(regexp_replace(minimum_version, '(\.0+)+$', ''), '.')::integer[]) STORED,
	CONSTRAINT "posture_rules_tenant_id_platform_pk" PRIMARY KEY("tenant_id","platform")
);
--> statement-breakpoint
ALTER TABLE "device_posture" ADD COLUMN "os_version" text;--> statement-breakpoint
ALTER TABLE "device_posture" ADD COLUMN "version_key" integer[] GENERATED ALWAYS AS (string_to_array(regexp_replace(os_version, '(\.0+)+$', ''), '.')::integer[]) STORED;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "approved_at" timestamp (3) with time zone DEFAULT now();--> statement-breakpoint
UPDATE "devices" SET "approved_at" = "created_at";--> statement-breakpoint
ALTER TABLE "device_presence" ADD COLUMN "connected_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "device_presence" ADD COLUMN "received_before" bigint;--> statement-breakpoint
ALTER TABLE "device_presence" ADD COLUMN "sent_before" bigint;--> statement-breakpoint
-- What is known of a connection that a former version noted: its last handshake, and no traffic before it.
UPDATE "device_presence" SET "connected_since" = "last_handshake", "received_before" = 0, "sent_before" = 0;--> statement-breakpoint
ALTER TABLE "device_presence" ALTER COLUMN "connected_since" SET NOT NULL, ALTER COLUMN "received_before" SET NOT NULL, ALTER COLUMN "sent_before" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "approve_devices" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "posture_enforcement" text DEFAULT 'advisory' NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "posture_max_age" integer DEFAULT 60 NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "gateway_unreachable" text DEFAULT 'keep' NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "gateway_grace" integer DEFAULT 300 NOT NULL;--> statement-breakpoint
ALTER TABLE "device_tokens" ADD CONSTRAINT "device_tokens_device" FOREIGN KEY ("tenant_id","device_id") REFERENCES "public"."devices"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_connections" ADD CONSTRAINT "device_connections_device" FOREIGN KEY ("tenant_id","device_id") REFERENCES "public"."devices"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posture_rules" ADD CONSTRAINT "posture_rules_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "device_tokens_token" ON "device_tokens" USING btree ("tenant_id","token_hash");--> statement-breakpoint
CREATE INDEX "device_connections_ended" ON "device_connections" USING btree ("tenant_id","ended_at");--> statement-breakpoint
CREATE INDEX "devices_awaiting" ON "devices" USING btree ("tenant_id","name_key","id") WHERE approved_at is null;--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_posture_enforcement" CHECK ("tenants"."posture_enforcement" in ('advisory', 'required'));--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_posture_max_age" CHECK ("tenants"."posture_max_age" between 5 and 10080);--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_gateway_unreachable" CHECK ("tenants"."gateway_unreachable" in ('keep', 'fail_closed'));--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_gateway_grace" CHECK ("tenants"."gateway_grace" between 30 and 86400);