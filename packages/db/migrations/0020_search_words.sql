-- What a substring search looks through moves to tables of its own: there only a new name costs its trigrams, not every switch, every
-- connection, every change of a status. Filled while everybody goes on; what came meanwhile is added under a lock.
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
INSERT INTO user_search SELECT tenant_id, id, search_text FROM users;
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
  INSERT INTO user_search VALUES (NEW.tenant_id, NEW.id, NEW.search_text)
  ON CONFLICT (tenant_id, user_id) DO UPDATE SET words = excluded.words;
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
--> statement-breakpoint
-- From here on everybody waits, for a moment. All that is changed below, and by the next migration, is locked at once and to the
-- full: whoever is let in between holds what the next step needs, and waits for what this one has.
LOCK TABLE device_records, device_access, users, devices IN ACCESS EXCLUSIVE MODE;
--> statement-breakpoint
INSERT INTO user_search SELECT u.tenant_id, u.id, u.search_text FROM users u
WHERE NOT EXISTS (SELECT FROM user_search s WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id AND s.words = u.search_text)
ON CONFLICT (tenant_id, user_id) DO UPDATE SET words = excluded.words;
--> statement-breakpoint
INSERT INTO device_search SELECT d.tenant_id, d.id, d.search_text FROM devices d
WHERE NOT EXISTS (SELECT FROM device_search s WHERE s.tenant_id = d.tenant_id AND s.device_id = d.id AND s.words = d.search_text)
ON CONFLICT (tenant_id, device_id) DO UPDATE SET words = excluded.words;
--> statement-breakpoint
DELETE FROM user_search s WHERE NOT EXISTS (SELECT FROM users u WHERE u.tenant_id = s.tenant_id AND u.id = s.user_id);
--> statement-breakpoint
DELETE FROM device_search s WHERE NOT EXISTS (SELECT FROM devices d WHERE d.tenant_id = s.tenant_id AND d.id = s.device_id);
--> statement-breakpoint
CREATE TRIGGER user_search_new AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION keep_user_search();
--> statement-breakpoint
CREATE TRIGGER user_search_renamed AFTER UPDATE OF first_name, last_name, email ON users FOR EACH ROW
WHEN (NEW.search_text IS DISTINCT FROM OLD.search_text) EXECUTE FUNCTION keep_user_search();
--> statement-breakpoint
CREATE TRIGGER device_search_new AFTER INSERT ON devices FOR EACH ROW EXECUTE FUNCTION keep_device_search();
--> statement-breakpoint
CREATE TRIGGER device_search_renamed AFTER UPDATE OF name, hardware_id ON devices FOR EACH ROW
WHEN (NEW.search_text IS DISTINCT FROM OLD.search_text) EXECUTE FUNCTION keep_device_search();
--> statement-breakpoint
ALTER TABLE "user_search" ADD CONSTRAINT "user_search_user" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "device_search" ADD CONSTRAINT "device_search_device" FOREIGN KEY ("tenant_id","device_id") REFERENCES "public"."devices"("tenant_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- As in 0013, with the words where they are now; page_users follows in the next migration.
CREATE OR REPLACE FUNCTION page_devices(
  term text, of_user uuid, platforms text[], statuses text[], compliances text[], awaiting boolean, online_since timestamptz,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer
) RETURNS TABLE (id uuid, sort_key text, total integer)
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
AS $$
DECLARE
  last_seen text := 'd.last_connection_key';
  key text := CASE sort WHEN 'name' THEN 'd.name_key' WHEN 'createdAt' THEN 'd.created_at' WHEN 'lastConnection' THEN last_seen END;
  key_type text := CASE WHEN sort = 'name' THEN 'text COLLATE "C"' ELSE 'timestamptz' END;
  source text := 'devices d JOIN users u ON u.tenant_id = d.tenant_id AND u.id = d.user_id AND u.status <> ''deleting''';
  matches text := 'd.tenant_id = app_tenant_id()';
  is_on text := last_seen || ' > $5 AND d.id IN (SELECT a.device_id FROM access a WHERE a.tenant_id = app_tenant_id())';
BEGIN
  IF length(term) >= 3 THEN
    matches := matches || ' AND d.id IN (
      SELECT s.device_id FROM device_search s WHERE s.tenant_id = app_tenant_id() AND s.words LIKE contains_pattern($1)
      UNION SELECT f.id FROM user_search s JOIN devices f ON f.tenant_id = s.tenant_id AND f.user_id = s.user_id
      WHERE s.tenant_id = app_tenant_id() AND s.words LIKE contains_pattern($1))';
  ELSIF term IS NOT NULL THEN
    matches := matches || ' AND d.name_key >= lower($1) AND d.name_key < prefix_end(lower($1))';
  END IF;
  IF of_user IS NOT NULL THEN matches := matches || ' AND d.user_id = $2'; END IF;
  -- One value is an equality, which lets its index serve the order as well.
  IF cardinality(platforms) = 1 THEN matches := matches || ' AND d.platform = $3[1]';
  ELSIF platforms IS NOT NULL THEN matches := matches || ' AND d.platform = ANY ($3)'; END IF;
  IF statuses IS NOT NULL THEN
    matches := matches || ' AND (' || concat_ws(' OR ',
      CASE WHEN 'deactivated' = ANY (statuses) THEN 'd.cause IS NOT NULL' END,
      CASE WHEN 'online' = ANY (statuses) THEN '(' || is_on || ')' END,
      CASE WHEN 'offline' = ANY (statuses) THEN '(d.cause IS NULL AND NOT (' || is_on || '))' END,
      CASE WHEN cardinality(statuses) = 0 THEN 'true' END) || ')';
  END IF;
  IF compliances IS NOT NULL THEN
    matches := matches || ' AND d.id IN (
      SELECT a.device_id FROM device_access a WHERE a.tenant_id = app_tenant_id() AND a.compliance = ANY ($9))';
  END IF;
  IF awaiting THEN matches := matches || ' AND d.approved_at IS NULL';
  ELSIF NOT awaiting THEN matches := matches || ' AND d.approved_at IS NOT NULL'; END IF;
  RETURN QUERY EXECUTE format(
    'SELECT d.id, %1$s::text, (SELECT count(*)::integer FROM (SELECT FROM %5$s WHERE %2$s LIMIT $7) counted)
     FROM %5$s WHERE %2$s %3$s ORDER BY %1$s %4$s, d.id %4$s LIMIT $6',
    key, matches,
    CASE WHEN after_id IS NOT NULL THEN format('AND (%s, d.id) %s ($4::%s, $8)', key, CASE WHEN descending THEN '<' ELSE '>' END, key_type) END,
    CASE WHEN descending THEN 'DESC' ELSE 'ASC' END, source)
  USING term, of_user, platforms, after_key, online_since, at_most, count_to, after_id, compliances;
END $$;
--> statement-breakpoint
DROP INDEX "users_search";
--> statement-breakpoint
DROP INDEX "devices_search";
