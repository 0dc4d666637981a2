-- Whether a device of this compliance has what its tenant asks for.
CREATE OR REPLACE FUNCTION is_compliant(compliance text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN compliance IN ('compliant', 'not_required');
