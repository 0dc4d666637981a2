-- serves due_expiries and posture.expire: reports whose expiry nobody has looked at, oldest first
CREATE INDEX "device_posture_due" ON "device_posture" USING btree ("tenant_id","last_check") WHERE expired_check is distinct from last_check;
