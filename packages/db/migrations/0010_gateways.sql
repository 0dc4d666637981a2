CREATE TABLE "device_presence" (
	"tenant_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"gateway_id" uuid NOT NULL,
	"endpoint" text,
	"last_handshake" timestamp (3) with time zone NOT NULL,
	"received" bigint NOT NULL,
	"sent" bigint NOT NULL,
	"received_counter" bigint NOT NULL,
	"sent_counter" bigint NOT NULL,
	CONSTRAINT "device_presence_tenant_id_device_id_gateway_id_pk" PRIMARY KEY("tenant_id","device_id","gateway_id")
);
--> statement-breakpoint
CREATE TABLE "gateway_confirmations" (
	"tenant_id" uuid NOT NULL,
	"cascade_id" uuid NOT NULL,
	"gateway_id" uuid NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	CONSTRAINT "gateway_confirmations_tenant_id_cascade_id_gateway_id_pk" PRIMARY KEY("tenant_id","cascade_id","gateway_id")
);
--> statement-breakpoint
CREATE TABLE "gateways" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"endpoint" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"public_key" text,
	"version" text,
	"peers" integer,
	"last_report" timestamp (3) with time zone,
	"lag_ms" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"name_key" text collate "C" GENERATED ALWAYS AS (lower(name)) STORED,
	CONSTRAINT "gateways_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "device_presence" ADD CONSTRAINT "device_presence_device" FOREIGN KEY ("tenant_id","device_id") REFERENCES "public"."devices"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_presence" ADD CONSTRAINT "device_presence_gateway" FOREIGN KEY ("tenant_id","gateway_id") REFERENCES "public"."gateways"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateway_confirmations" ADD CONSTRAINT "gateway_confirmations_cascade" FOREIGN KEY ("tenant_id","cascade_id") REFERENCES "public"."cascades"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gateways" ADD CONSTRAINT "gateways_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "device_presence_gateway" ON "device_presence" USING btree ("tenant_id","gateway_id");--> statement-breakpoint
CREATE INDEX "gateway_confirmations_open" ON "gateway_confirmations" USING btree ("tenant_id","gateway_id") WHERE confirmed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "gateways_token" ON "gateways" USING btree ("tenant_id","token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "gateways_name" ON "gateways" USING btree ("tenant_id","name_key");