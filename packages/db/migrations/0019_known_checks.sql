-- Reports of the first release name checks that no version since knows, and would make whatever shows them fail.
UPDATE device_posture SET checks = (
  SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(checks) WHERE key IN ('diskEncryption', 'firewall', 'screenLock')
) WHERE EXISTS (SELECT FROM jsonb_object_keys(checks) key WHERE key NOT IN ('diskEncryption', 'firewall', 'screenLock'));
