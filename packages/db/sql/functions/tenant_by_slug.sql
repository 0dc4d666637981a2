-- Sign-in knows a slug and nothing else. SECURITY DEFINER, because it looks across tenants.
CREATE OR REPLACE FUNCTION tenant_by_slug(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT t.id FROM public.tenants t WHERE t.slug = wanted AND t.status = 'active';
END;
