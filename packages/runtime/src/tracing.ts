import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Attributes,
  defaultTextMapGetter,
  defaultTextMapSetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  type TextMapPropagator,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import type { TracingOptions } from "./tracer-provider.ts";

/**
 * Held here and not registered with OpenTelemetry's API for all to find: Next would then write spans of its own, with the
 * addresses of pages in them, and those hold what people search for and the tokens of links.
 */
let tracing: { readonly tracer: Tracer; readonly propagator: TextMapPropagator } | undefined;
const active = new AsyncLocalStorage<Span>();

/**
 * Starts to send spans as OTLP/HTTP JSON to the endpoint in the standard `OTEL_EXPORTER_OTLP_*` variables, and returns a
 * function that sends what is left and stops. Until it is called, the SDK is not loaded and the functions below cost
 * nothing.
 */
export async function startTracing(options: TracingOptions): Promise<() => Promise<void>> {
  const { makeTracerProvider, W3CTraceContextPropagator } = await import("./tracer-provider.ts");
  const provider = makeTracerProvider(options);
  tracing = { tracer: provider.getTracer("portcullis"), propagator: new W3CTraceContextPropagator() };
  return async () => {
    tracing = undefined;
    // A collector that is away must not keep a process from ending.
    await provider.shutdown().catch(() => {});
  };
}

/** Whether anybody wants traces: what is asked for them alone need not be asked otherwise. */
export const isTracing = (): boolean => tracing !== undefined;

export interface Step {
  /** The `traceparent` of the step before; a step without one belongs to no trace and is not kept. */
  readonly parent: string | null | undefined;
  readonly kind?: "server" | "consumer";
  /** Ids and words of the product, never what people entered. */
  readonly attributes: Attributes;
}

/** Does the work as a step of a trace. What fails is marked as failed, without the message, which may repeat what was entered. */
export async function inSpan<T>(name: string, step: Step, work: () => Promise<T>): Promise<T> {
  const span = start(name, step);
  if (!span) return work();
  try {
    return await active.run(span, work);
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** Adds to the step that is being done, where there is one. */
export function noteOnSpan(attributes: Attributes): void {
  active.getStore()?.setAttributes(attributes);
}

/** A step that was done elsewhere, with its times by the database's clock. */
export function recordSpan(name: string, step: Step & { readonly from: Date; readonly to: Date }): void {
  start(name, step, { startTime: step.from })?.end(step.to);
}

/** What the next process is to take for the step before; null outside of any trace. */
export function activeTraceParent(): string | null {
  const span = active.getStore();
  if (!tracing || !span) return null;
  const carrier: { traceparent?: string } = {};
  tracing.propagator.inject(trace.setSpan(ROOT_CONTEXT, span), carrier, defaultTextMapSetter);
  return carrier.traceparent ?? null;
}

function start(name: string, { parent, kind, attributes }: Step, more?: SpanOptions): Span | undefined {
  const context = tracing?.propagator.extract(ROOT_CONTEXT, { traceparent: parent }, defaultTextMapGetter);
  if (!tracing || !context || !trace.getSpanContext(context)) return undefined;
  const spanKind = kind === "server" ? SpanKind.SERVER : kind === "consumer" ? SpanKind.CONSUMER : SpanKind.INTERNAL;
  return tracing.tracer.startSpan(name, { kind: spanKind, attributes, ...more }, context);
}
