/** Written by the server on every request, over whatever came in; also on the answer, for people who ask for help. */
export const requestIdHeader = "x-request-id";

/** Path and query as they were asked for: where to come back to after signing in. */
export const pathHeader = "x-portcullis-path";
