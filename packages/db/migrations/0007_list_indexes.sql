DROP INDEX "devices_last_connection";--> statement-breakpoint
DROP INDEX "users_last_connection";--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "last_connection_key" timestamp (3) with time zone GENERATED ALWAYS AS (coalesce(last_connection, '1970-01-01 00:00:00+00'::timestamptz)) STORED;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_connection_key" timestamp (3) with time zone GENERATED ALWAYS AS (coalesce(last_connection, '1970-01-01 00:00:00+00'::timestamptz)) STORED;--> statement-breakpoint
CREATE INDEX "devices_platform" ON "devices" USING btree ("tenant_id","platform","name_key","id");--> statement-breakpoint
CREATE INDEX "devices_last_connection" ON "devices" USING btree ("tenant_id","last_connection_key","id");--> statement-breakpoint
CREATE INDEX "users_last_connection" ON "users" USING btree ("tenant_id","last_connection_key","id");
--> statement-breakpoint
-- As in 0006, but with last_connection_key instead of an expression with coalesce: under row-level security PostgreSQL takes a
-- condition only into an index when it is leakproof, and coalesce is not. The filter online read all devices of the tenant, and
-- a page by last connection everything before it.
CREATE OR REPLACE FUNCTION page_users(
  term text, statuses text[], of_role uuid, of_group uuid, online_since timestamptz, online boolean,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer
) RETURNS TABLE (id uuid, sort_key text, total integer)
LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp
AS $$
DECLARE
  key text := CASE sort
    WHEN 'name' THEN 'u.name_key'
    WHEN 'email' THEN 'u.email'
    WHEN 'createdAt' THEN 'u.created_at'
    WHEN 'lastConnection' THEN 'u.last_connection_key' END;
  key_type text := CASE WHEN sort IN ('name', 'email') THEN 'text COLLATE "C"' ELSE 'timestamptz' END;
  matches text := 'u.tenant_id = app_tenant_id() AND u.status <> ''deleting''';
  is_online text := 'u.status = ''active'' AND u.id IN (SELECT d.user_id FROM devices d WHERE d.tenant_id = app_tenant_id()
    AND d.cause IS NULL AND d.last_connection_key > $6)';
BEGIN
  IF length(term) >= 3 THEN
    matches := matches || ' AND u.search_text LIKE contains_pattern($1)';
  ELSIF term IS NOT NULL THEN
    matches := matches || ' AND ((u.name_key >= lower($1) AND u.name_key < prefix_end(lower($1)))
      OR (u.last_name_key >= lower($1) AND u.last_name_key < prefix_end(lower($1)))
      OR (u.email >= lower($1) AND u.email < prefix_end(lower($1))))';
  END IF;
  IF cardinality(statuses) = 1 THEN matches := matches || ' AND u.status = $2[1]';
  ELSIF statuses IS NOT NULL THEN matches := matches || ' AND u.status = ANY ($2)'; END IF;
  IF of_group IS NOT NULL THEN
    matches := matches || ' AND u.id IN (SELECT m.user_id FROM group_members m WHERE m.tenant_id = app_tenant_id() AND m.group_id = $4)';
  END IF;
  IF of_role IS NOT NULL THEN
    matches := matches || ' AND u.id IN (
      SELECT r.user_id FROM user_roles r WHERE r.tenant_id = app_tenant_id() AND r.role_id = $3
      UNION SELECT m.user_id FROM group_roles r JOIN group_members m ON m.tenant_id = r.tenant_id AND m.group_id = r.group_id
      WHERE r.tenant_id = app_tenant_id() AND r.role_id = $3)';
  END IF;
  IF online THEN matches := matches || ' AND ' || is_online;
  ELSIF NOT online THEN matches := matches || ' AND NOT (' || is_online || ')'; END IF;
  RETURN QUERY EXECUTE format(
    'SELECT u.id, %1$s::text, (SELECT count(*)::integer FROM (SELECT FROM users u WHERE %2$s LIMIT $8) counted)
     FROM users u WHERE %2$s %3$s ORDER BY %1$s %4$s, u.id %4$s LIMIT $7',
    key, matches,
    CASE WHEN after_id IS NOT NULL THEN format('AND (%s, u.id) %s ($5::%s, $9)', key, CASE WHEN descending THEN '<' ELSE '>' END, key_type) END,
    CASE WHEN descending THEN 'DESC' ELSE 'ASC' END)
  USING term, statuses, of_role, of_group, after_key, online_since, at_most, count_to, after_id;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION page_devices(
  term text, of_user uuid, platforms text[], statuses text[], online_since timestamptz,
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
  is_on text := 'd.cause IS NULL AND u.status = ''active'' AND ' || last_seen || ' > $5';
BEGIN
  IF length(term) >= 3 THEN
    matches := matches || ' AND d.id IN (
      SELECT f.id FROM devices f WHERE f.tenant_id = app_tenant_id() AND f.search_text LIKE contains_pattern($1)
      UNION SELECT f.id FROM users o JOIN devices f ON f.tenant_id = o.tenant_id AND f.user_id = o.id
      WHERE o.tenant_id = app_tenant_id() AND o.search_text LIKE contains_pattern($1))';
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
  RETURN QUERY EXECUTE format(
    'SELECT d.id, %1$s::text, (SELECT count(*)::integer FROM (SELECT FROM %5$s WHERE %2$s LIMIT $7) counted)
     FROM %5$s WHERE %2$s %3$s ORDER BY %1$s %4$s, d.id %4$s LIMIT $6',
    key, matches,
    CASE WHEN after_id IS NOT NULL THEN format('AND (%s, d.id) %s ($4::%s, $8)', key, CASE WHEN descending THEN '<' ELSE '>' END, key_type) END,
    CASE WHEN descending THEN 'DESC' ELSE 'ASC' END, source)
  USING term, of_user, platforms, after_key, online_since, at_most, count_to, after_id;
END $$;
