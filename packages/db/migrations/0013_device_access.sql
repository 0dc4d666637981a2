ALTER TABLE "device_posture" DROP COLUMN "compliant";
--> statement-breakpoint
CALL isolate_tenant_table('device_tokens');--> statement-breakpoint
CALL isolate_tenant_table('device_connections');--> statement-breakpoint
CALL isolate_tenant_table('posture_rules');--> statement-breakpoint
-- How each device stands to its tenant's rules, and all that keeps it from connecting: the only place that knows.
-- A report that is too old says nothing; what could not be told has not passed.
CREATE VIEW device_access WITH (security_invoker = true) AS
SELECT d.tenant_id, d.id AS device_id, d.user_id, d.public_key, asked.failing, stands.compliance,
  array_remove(ARRAY[
    CASE WHEN t.status <> 'active' THEN 'tenant_suspended' END,
    CASE WHEN u.status <> 'active' THEN 'user_not_active' END,
    CASE WHEN d.cause IS NOT NULL THEN 'deactivated' END,
    CASE WHEN d.approved_at IS NULL THEN 'not_approved' END,
    CASE WHEN t.posture_enforcement = 'required' AND stands.compliance IN ('non_compliant', 'unknown') THEN 'not_compliant' END
  ], NULL) AS denials
FROM devices d
JOIN users u ON u.tenant_id = d.tenant_id AND u.id = d.user_id
JOIN tenants t ON t.id = d.tenant_id
LEFT JOIN posture_rules r ON r.tenant_id = d.tenant_id AND r.platform = d.platform
LEFT JOIN device_posture p ON p.tenant_id = d.tenant_id AND p.device_id = d.id
CROSS JOIN LATERAL (
  SELECT ARRAY(SELECT wanted FROM jsonb_object_keys(r.checks) wanted WHERE p.checks -> wanted IS DISTINCT FROM 'true'::jsonb ORDER BY wanted)
    || CASE WHEN r.minimum_key IS NOT NULL AND (p.version_key >= r.minimum_key) IS NOT TRUE THEN ARRAY['osVersion'] ELSE '{}' END
    AS failing
) asked
CROSS JOIN LATERAL (
  SELECT CASE
    WHEN r.platform IS NULL THEN 'not_required'
    WHEN p.last_check IS NULL OR p.last_check <= now() - make_interval(mins => t.posture_max_age) THEN 'unknown'
    WHEN cardinality(asked.failing) = 0 THEN 'compliant'
    ELSE 'non_compliant' END AS compliance
) stands;
--> statement-breakpoint
-- Who may connect, derived at every read: nothing to forget, nothing to go stale.
CREATE OR REPLACE VIEW access WITH (security_invoker = true) AS
SELECT tenant_id, device_id, user_id, public_key FROM device_access WHERE cardinality(denials) = 0;
--> statement-breakpoint
-- Who is online is who may connect and was heard from lately; devices are found by how they comply and what they wait for.
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
    AND d.last_connection_key > $6 AND d.id IN (SELECT a.device_id FROM access a WHERE a.tenant_id = app_tenant_id()))';
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
DROP FUNCTION search_devices(text, uuid, text[], text[], timestamptz, text, boolean, text, uuid, integer, integer);--> statement-breakpoint
DROP FUNCTION page_devices(text, uuid, text[], text[], timestamptz, text, boolean, text, uuid, integer, integer);--> statement-breakpoint
CREATE FUNCTION page_devices(
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
CREATE FUNCTION search_devices(
  term text, of_user uuid, platforms text[], statuses text[], compliances text[], awaiting boolean, online_since timestamptz,
  sort text, descending boolean, after_key text, after_id uuid, at_most integer, count_to integer
) RETURNS TABLE (id uuid, sort_key text, total integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT p.id, p.sort_key, p.total FROM public.page_devices(term, of_user, platforms, statuses, compliances, awaiting, online_since,
    sort, descending, after_key, after_id, at_most, count_to) p;
END;
