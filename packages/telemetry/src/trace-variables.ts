import { z } from "zod";

const ratio = "OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1.";

/**
 * What an app's environment says of traces: standard names of OpenTelemetry. Where they go to is read by the exporter
 * itself; here it only decides whether there are any.
 */
export const traceVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number(ratio).min(0, ratio).max(1, ratio).default(1),
};

interface TraceVariables {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string | undefined;
  readonly OTEL_SDK_DISABLED?: string | undefined;
  readonly OTEL_TRACES_SAMPLER_ARG: number;
}

/** The share of traces that are kept; undefined where nobody wants any. */
export function traceRatioOf(given: TraceVariables): number | undefined {
  const isWanted = given.OTEL_EXPORTER_OTLP_ENDPOINT || given.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  return isWanted && given.OTEL_SDK_DISABLED !== "true" ? given.OTEL_TRACES_SAMPLER_ARG : undefined;
}
