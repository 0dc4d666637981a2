-- A time as the wire has it: RFC 3339 in UTC with milliseconds, for what is read as JSON. Columns are read by `readTimestamp`; a test
-- holds the two together.
CREATE OR REPLACE FUNCTION rfc3339(at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
