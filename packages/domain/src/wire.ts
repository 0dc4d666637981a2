/** The version of the API's form: plain JSON, times as RFC 3339. Version 1 was wrapped by superjson. */
export const wireVersion = "2";

/** Each request says which version it speaks. */
export const wireHeader = "x-portcullis-wire";

/** For streams, as a browser's EventSource sends no headers. */
export const wireParameter = "wire";

export const wireHeaders: Readonly<Record<string, string>> = { [wireHeader]: wireVersion };

/** The address of the API's streams: tRPC puts the path before the query. */
export const streamUrl = (url: string): string => `${url}?${wireParameter}=${wireVersion}`;
