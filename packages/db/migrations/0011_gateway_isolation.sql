CALL isolate_tenant_table('gateways');--> statement-breakpoint
CALL isolate_tenant_table('gateway_confirmations');--> statement-breakpoint
CALL isolate_tenant_table('device_presence');
