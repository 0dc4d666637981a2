-- Whether a device is online: it may connect, and was heard from lately. The `isOnline` of the domain says the same.
CREATE OR REPLACE FUNCTION is_online(denials text[], last_connection timestamptz) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN cardinality(denials) = 0 AND last_connection > now() - online_within();
