-- How many devices a user may have: their own limit, else the largest of their groups', else the tenant's. Also
-- `effectiveDeviceLimit` of the domain.
CREATE OR REPLACE FUNCTION device_limit(own integer, largest_of_groups integer, of_tenant integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(own, largest_of_groups, of_tenant);
