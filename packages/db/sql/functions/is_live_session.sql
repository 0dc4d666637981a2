-- Whether a session still opens anything: neither past its end nor unused for `sessionIdleHours` of the domain.
CREATE OR REPLACE FUNCTION is_live_session(expires_at timestamptz, last_seen_at timestamptz) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN expires_at > now() AND last_seen_at > now() - interval '12 hours';
