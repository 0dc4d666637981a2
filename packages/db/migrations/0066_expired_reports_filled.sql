-- What expired before anybody looked is no change of today.
UPDATE "device_posture" p SET "expired_check" = p."last_check"
FROM "tenants" t WHERE t."id" = p."tenant_id" AND p."last_check" <= now() - make_interval(mins => t."posture_max_age");
