CREATE TABLE "audit_details" (
	"tenant_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"subject_id" uuid,
	"salt" "bytea" NOT NULL,
	"details" jsonb NOT NULL,
	CONSTRAINT "audit_details_tenant_id_event_id_pk" PRIMARY KEY("tenant_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"target_kind" text NOT NULL,
	"target_id" uuid,
	"subject_id" uuid,
	"cascade_id" uuid,
	"changed" text[] DEFAULT '{}' NOT NULL,
	"details_hash" "bytea",
	CONSTRAINT "audit_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "cascade_devices" (
	"tenant_id" uuid NOT NULL,
	"cascade_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"switched_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "cascade_devices_tenant_id_cascade_id_device_id_pk" PRIMARY KEY("tenant_id","cascade_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "cascades" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"generation" integer NOT NULL,
	"requested_by" uuid,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"reason" text,
	"sessions_ended" integer NOT NULL,
	"devices_total" integer NOT NULL,
	"devices_done" integer DEFAULT 0 NOT NULL,
	"walked_to" uuid,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone NOT NULL,
	"failure_reason" text,
	CONSTRAINT "cascades_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "cascades_kind_known" CHECK ("cascades"."kind" in ('deactivate', 'reactivate', 'delete')),
	CONSTRAINT "cascades_status_known" CHECK ("cascades"."status" in ('running', 'done', 'superseded', 'failed')),
	CONSTRAINT "cascades_finished" CHECK (("cascades"."finished_at" is null) = ("cascades"."status" in ('running', 'failed')))
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"password_hash" text NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credentials_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "device_addresses" (
	"tenant_id" uuid NOT NULL,
	"network" "cidr" NOT NULL,
	"device_id" uuid NOT NULL,
	CONSTRAINT "device_addresses_tenant_id_network_pk" PRIMARY KEY("tenant_id","network")
);
--> statement-breakpoint
CREATE TABLE "device_posture" (
	"tenant_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"compliant" boolean NOT NULL,
	"last_check" timestamp (3) with time zone NOT NULL,
	"checks" jsonb NOT NULL,
	CONSTRAINT "device_posture_tenant_id_device_id_pk" PRIMARY KEY("tenant_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"platform" text NOT NULL,
	"public_key" text NOT NULL,
	"hardware_id" text,
	"app_version" text,
	"cause" text,
	"active" boolean GENERATED ALWAYS AS (cause is null) STORED,
	"deactivated_at" timestamp (3) with time zone,
	"last_connection" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"name_key" text collate "C" GENERATED ALWAYS AS (lower(name)) STORED,
	"search_text" text GENERATED ALWAYS AS (lower(name || ' ' || coalesce(hardware_id, ''))) STORED,
	CONSTRAINT "devices_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "devices_cause_known" CHECK ("devices"."cause" in ('admin', 'user_deactivated', 'user_deleted')),
	CONSTRAINT "devices_deactivated_at" CHECK (("devices"."cause" is null) = ("devices"."deactivated_at" is null))
);
--> statement-breakpoint
CREATE TABLE "group_members" (
	"tenant_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	CONSTRAINT "group_members_tenant_id_group_id_user_id_pk" PRIMARY KEY("tenant_id","group_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "group_roles" (
	"tenant_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	CONSTRAINT "group_roles_tenant_id_group_id_role_id_pk" PRIMARY KEY("tenant_id","group_id","role_id")
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"max_devices" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "groups_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "groups_max_devices" CHECK ("groups"."max_devices" between 0 and 10000)
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"system" text,
	"permissions" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "roles_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	CONSTRAINT "user_roles_tenant_id_user_id_role_id_pk" PRIMARY KEY("tenant_id","user_id","role_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"address" text,
	"agent" text,
	CONSTRAINT "sessions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_throttle" (
	"scope" text NOT NULL,
	"key" "bytea" NOT NULL,
	"attempts" integer NOT NULL,
	"window_started_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sign_in_throttle_scope_key_pk" PRIMARY KEY("scope","key"),
	CONSTRAINT "sign_in_throttle_scope" CHECK ("sign_in_throttle"."scope" in ('account', 'address'))
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"max_devices" integer DEFAULT 5 NOT NULL,
	"address_range" text DEFAULT '100.64.0.0/16' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenants_slug" UNIQUE("slug"),
	CONSTRAINT "tenants_status" CHECK ("tenants"."status" in ('active', 'suspended')),
	CONSTRAINT "tenants_address_range" CHECK (family("tenants"."address_range"::cidr) = 4)
);
--> statement-breakpoint
CREATE TABLE "users" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text collate "C" NOT NULL,
	"first_name" text,
	"last_name" text,
	"image" text,
	"status" text NOT NULL,
	"is_owner" boolean DEFAULT false NOT NULL,
	"max_devices" integer,
	"generation" integer DEFAULT 0 NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"last_connection" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"name_key" text collate "C" GENERATED ALWAYS AS (lower(coalesce(nullif(trim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), email) collate "default")) STORED,
	"last_name_key" text collate "C" GENERATED ALWAYS AS (lower(last_name collate "default")) STORED,
	"search_text" text GENERATED ALWAYS AS (lower((coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || email) collate "default")) STORED,
	CONSTRAINT "users_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "users_status_known" CHECK ("users"."status" in ('pending', 'active', 'inactive', 'deleting')),
	CONSTRAINT "users_owner_active" CHECK (not "users"."is_owner" or "users"."status" = 'active'),
	CONSTRAINT "users_max_devices" CHECK ("users"."max_devices" between 0 and 10000)
);
--> statement-breakpoint
ALTER TABLE "audit_details" ADD CONSTRAINT "audit_details_event" FOREIGN KEY ("tenant_id","event_id") REFERENCES "public"."audit_events"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cascade_devices" ADD CONSTRAINT "cascade_devices_cascade" FOREIGN KEY ("tenant_id","cascade_id") REFERENCES "public"."cascades"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cascades" ADD CONSTRAINT "cascades_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_user" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_addresses" ADD CONSTRAINT "device_addresses_device" FOREIGN KEY ("tenant_id","device_id") REFERENCES "public"."devices"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_posture" ADD CONSTRAINT "device_posture_device" FOREIGN KEY ("tenant_id","device_id") REFERENCES "public"."devices"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_user" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_group" FOREIGN KEY ("tenant_id","group_id") REFERENCES "public"."groups"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_user" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_roles" ADD CONSTRAINT "group_roles_group" FOREIGN KEY ("tenant_id","group_id") REFERENCES "public"."groups"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_roles" ADD CONSTRAINT "group_roles_role" FOREIGN KEY ("tenant_id","role_id") REFERENCES "public"."roles"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roles" ADD CONSTRAINT "roles_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_role" FOREIGN KEY ("tenant_id","role_id") REFERENCES "public"."roles"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_details_subject" ON "audit_details" USING btree ("tenant_id","subject_id");--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("tenant_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("tenant_id","actor_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_target" ON "audit_events" USING btree ("tenant_id","target_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("tenant_id","subject_id","at","id");--> statement-breakpoint
CREATE INDEX "audit_events_action" ON "audit_events" USING btree ("tenant_id","action","at","id");--> statement-breakpoint
CREATE INDEX "cascades_due" ON "cascades" USING btree ("next_attempt_at") WHERE status = 'running';--> statement-breakpoint
CREATE INDEX "cascades_of_user" ON "cascades" USING btree ("tenant_id","user_id","id");--> statement-breakpoint
CREATE INDEX "cascades_status" ON "cascades" USING btree ("tenant_id","status","id");--> statement-breakpoint
CREATE INDEX "device_addresses_device" ON "device_addresses" USING btree ("tenant_id","device_id");--> statement-breakpoint
CREATE UNIQUE INDEX "devices_public_key" ON "devices" USING btree ("tenant_id","public_key");--> statement-breakpoint
CREATE INDEX "devices_of_user" ON "devices" USING btree ("tenant_id","user_id","id");--> statement-breakpoint
CREATE INDEX "devices_name" ON "devices" USING btree ("tenant_id","name_key","id");--> statement-breakpoint
CREATE INDEX "devices_created" ON "devices" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "devices_last_connection" ON "devices" USING btree ("tenant_id",coalesce(last_connection, '1970-01-01 00:00:00+00'::timestamptz),"id");--> statement-breakpoint
CREATE INDEX "devices_deactivated" ON "devices" USING btree ("tenant_id","name_key","id") WHERE cause is not null;--> statement-breakpoint
CREATE INDEX "devices_search" ON "devices" USING gin ("tenant_id",search_text gin_trgm_ops) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "group_members_user" ON "group_members" USING btree ("tenant_id","user_id","group_id");--> statement-breakpoint
CREATE INDEX "group_roles_role" ON "group_roles" USING btree ("tenant_id","role_id","group_id");--> statement-breakpoint
CREATE UNIQUE INDEX "groups_name" ON "groups" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "roles_name" ON "roles" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "roles_system" ON "roles" USING btree ("tenant_id","system") WHERE system is not null;--> statement-breakpoint
CREATE INDEX "user_roles_role" ON "user_roles" USING btree ("tenant_id","role_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token" ON "sessions" USING btree ("tenant_id","token_hash");--> statement-breakpoint
CREATE INDEX "sessions_of_user" ON "sessions" USING btree ("tenant_id","user_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("tenant_id","email") WHERE status <> 'deleting';--> statement-breakpoint
CREATE UNIQUE INDEX "users_owner" ON "users" USING btree ("tenant_id") WHERE is_owner;--> statement-breakpoint
CREATE INDEX "users_name" ON "users" USING btree ("tenant_id","name_key","id");--> statement-breakpoint
CREATE INDEX "users_last_name" ON "users" USING btree ("tenant_id","last_name_key","id");--> statement-breakpoint
CREATE INDEX "users_email_sort" ON "users" USING btree ("tenant_id","email","id");--> statement-breakpoint
CREATE INDEX "users_created" ON "users" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "users_last_connection" ON "users" USING btree ("tenant_id",coalesce(last_connection, '1970-01-01 00:00:00+00'::timestamptz),"id");--> statement-breakpoint
CREATE INDEX "users_status" ON "users" USING btree ("tenant_id","status","name_key","id");--> statement-breakpoint
CREATE INDEX "users_search" ON "users" USING gin ("tenant_id",search_text gin_trgm_ops) WITH (fastupdate=false);