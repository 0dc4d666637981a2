-- How somebody can sign in, and when they last did; as far back as sessions and the audit log go.
CREATE OR REPLACE FUNCTION sign_in_facts(of_tenant uuid, of_user uuid) RETURNS TABLE (has_password boolean, last_sign_in timestamptz)
LANGUAGE plpgsql STABLE SECURITY INVOKER
SET search_path = public, pg_temp
AS $$
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  RETURN QUERY SELECT
    EXISTS (SELECT FROM credentials c WHERE c.tenant_id = of_tenant AND c.user_id = of_user),
    greatest(
      (SELECT max(s.created_at) FROM sessions s WHERE s.tenant_id = of_tenant AND s.user_id = of_user),
      (SELECT e.at FROM audit_events e WHERE e.tenant_id = of_tenant AND e.subject_id = of_user
        AND e.action = 'user.signed_in' ORDER BY e.at DESC LIMIT 1))::timestamptz;
END $$;
