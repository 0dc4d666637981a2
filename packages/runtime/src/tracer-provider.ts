export { W3CTraceContextPropagator } from "@opentelemetry/core";

import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";

export interface TracingOptions {
  /** `OTEL_SERVICE_NAME` has the last word. */
  readonly serviceName: string;
  /** Which share of all traces is kept, from 0 to 1; decided by the trace's id, so every process decides alike. */
  readonly ratio: number;
}

/** Milliseconds between two deliveries, and that one may take. */
const deliverEveryMs = 1_000;
const deliveryPatienceMs = 2_000;

/** The SDK, loaded only where traces are wanted. Exporter and environment detector read the standard variables themselves. */
export function makeTracerProvider({ serviceName, ratio }: TracingOptions): TracerProvider {
  const named = resourceFromAttributes({ "service.name": serviceName });
  const kept = new TraceIdRatioBasedSampler(ratio);
  return new TracerProvider({
    resource: defaultResource()
      .merge(named)
      .merge(detectResources({ detectors: [envDetector] })),
    // Traces begin in browsers, which keep all; how many are stored is the operator's to say.
    sampler: new ParentBasedSampler({ root: new AlwaysOffSampler(), remoteParentSampled: kept }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(),
        scheduledDelayMillis: deliverEveryMs,
        exportTimeoutMillis: deliveryPatienceMs,
      }),
    ],
  });
}
