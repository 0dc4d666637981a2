-- Queues every event of the audit log for its seal, once per statement: no writer can forget it.
CREATE OR REPLACE TRIGGER audit_events_queue_for_seal AFTER INSERT ON audit_events
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION queue_for_seal();
