CREATE INDEX "cascades_lost_access" ON "cascades" USING btree ("tenant_id","requested_by","requested_at") WHERE lost_access and bulk_id is null;
