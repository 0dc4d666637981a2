-- Whether a posture report is too old to count at that time.
CREATE OR REPLACE FUNCTION is_report_expired(last_check timestamptz, max_age_minutes integer, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN last_check <= at - make_interval(mins => max_age_minutes);
