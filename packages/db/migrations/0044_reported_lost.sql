-- One more cause: its user reported it lost.
ALTER TABLE "devices" DROP CONSTRAINT "devices_cause_known",
	ADD CONSTRAINT "devices_cause_known" CHECK ("devices"."cause" in ('admin', 'user_deactivated', 'user_deleted', 'reported_lost'));
