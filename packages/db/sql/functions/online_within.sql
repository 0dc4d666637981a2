-- How long a device stays online after it was heard from; `onlineWithinSeconds` of the domain says why.
CREATE OR REPLACE FUNCTION online_within() RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN interval '180 seconds';
