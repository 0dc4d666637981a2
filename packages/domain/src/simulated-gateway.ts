/** Ends the version of an agent whose interface is simulated: people must see it wherever they see the gateway. */
const mark = " (simulated)";

/** How such an agent reports its version. */
export const simulatedVersion = (version: string): string => `${version}${mark}`;

export const isSimulatedVersion = (version: string | null): boolean => version?.endsWith(mark) ?? false;
