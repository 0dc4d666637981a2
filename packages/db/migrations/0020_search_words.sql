-- What a substring search looks through moves to tables of its own: there only a new name costs its trigrams, not every switch, every
-- connection, every change of a status. Up to 0027 each migration waits for one table at most that people work with: whoever holds
-- one and waits for a second would wait for those who wait for the first. Filled while everybody goes on; 0023 adds what
-- came meanwhile.
CREATE TABLE "user_search" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"words" text NOT NULL,
	CONSTRAINT "user_search_tenant_id_user_id_pk" PRIMARY KEY("tenant_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "device_search" (
	"tenant_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"words" text NOT NULL,
	CONSTRAINT "device_search_tenant_id_device_id_pk" PRIMARY KEY("tenant_id","device_id")
);
--> statement-breakpoint
-- Whoever is being deleted has none: what counts the found asks no other table.
INSERT INTO user_search SELECT tenant_id, id, search_text FROM users WHERE status <> 'deleting';
--> statement-breakpoint
INSERT INTO device_search SELECT tenant_id, id, search_text FROM devices;
--> statement-breakpoint
CREATE INDEX "user_search_words" ON "user_search" USING gin ("tenant_id",words gin_trgm_ops) WITH (fastupdate=false);
--> statement-breakpoint
CREATE INDEX "device_search_words" ON "device_search" USING gin ("tenant_id",words gin_trgm_ops) WITH (fastupdate=false);
--> statement-breakpoint
CALL isolate_tenant_table('user_search');
--> statement-breakpoint
CALL isolate_tenant_table('device_search');
--> statement-breakpoint
CREATE FUNCTION keep_user_search() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
  IF NEW.status = 'deleting' THEN
    DELETE FROM user_search s WHERE s.tenant_id = NEW.tenant_id AND s.user_id = NEW.id;
  ELSE
    INSERT INTO user_search VALUES (NEW.tenant_id, NEW.id, NEW.search_text)
    ON CONFLICT (tenant_id, user_id) DO UPDATE SET words = excluded.words;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION keep_device_search() RETURNS trigger
LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
BEGIN
  INSERT INTO device_search VALUES (NEW.tenant_id, NEW.id, NEW.search_text)
  ON CONFLICT (tenant_id, device_id) DO UPDATE SET words = excluded.words;
  RETURN NULL;
END $$;
