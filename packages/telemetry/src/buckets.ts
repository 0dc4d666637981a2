/** Seconds of what people and programs wait for: a request, a statement, a connection. */
export const waitBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Seconds from a commit to its last effect: usually milliseconds, but a gateway that was away may take hours. */
export const cutOffBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600, 86_400];
