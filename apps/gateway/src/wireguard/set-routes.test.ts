import { expect, it } from "vitest";
import { routeProtocol } from "./read-routes.ts";
import { setRoutes } from "./set-routes.ts";

const name = "portcullis0";
const ours = (dst: string) => ({ dst, dev: name, protocol: routeProtocol });
const wanted = (...networks: string[]) => networks.map((network) => ({ network, endpoint: null }));

/** A host whose kernel answers `answer` to lines about these networks, and does what all others say. */
function hostWith(networks: string[], refusing: readonly string[] = [], answer = "RTNETLINK answers: File exists") {
  const routes = new Set(networks);
  const batches: string[] = [];
  const run = async (command: string, args: readonly string[], input = "") => {
    expect(command).toBe("ip");
    if (!args.includes("-batch")) return JSON.stringify(args.includes("-4") ? [...routes].map(ours) : []);
    batches.push(input);
    const complaints = input
      .trimEnd()
      .split("\n")
      .flatMap((line, at) => {
        const [, verb, network = ""] = line.split(" ");
        if (refusing.includes(network)) return [`${answer}\nCommand failed -:${at + 1}`];
        if (verb === "add") routes.add(network);
        else routes.delete(network);
        return [];
      });
    if (complaints.length > 0) throw new Error(`ip -force -batch - ended with 1: ${complaints.join("\n")}`);
    return "";
  };
  return { run, batches, routes };
}

it("does all in one call, and none where the host agrees", async () => {
  const { run, batches, routes } = hostWith(["10.1.0.0/16", "10.2.0.0/16"]);
  const networks = wanted("10.2.0.0/16", "10.3.0.0/16", "10.4.0.0/16");
  expect(await setRoutes({ run, name }, networks)).toEqual(new Map());
  expect(batches).toEqual([
    `route del 10.1.0.0/16 dev ${name} proto ${routeProtocol}
route add 10.3.0.0/16 dev ${name} proto ${routeProtocol}
route add 10.4.0.0/16 dev ${name} proto ${routeProtocol}
`,
  ]);
  await setRoutes({ run, name }, networks);
  expect(batches).toHaveLength(1);
  expect([...routes]).toEqual(["10.2.0.0/16", "10.3.0.0/16", "10.4.0.0/16"]);
});

it("answers what the kernel refuses, with its words, beside what is done", async () => {
  const { run, routes } = hostWith([], ["10.3.0.0/16"]);
  const refused = await setRoutes({ run, name }, wanted("10.2.0.0/16", "10.3.0.0/16", "10.4.0.0/16", "0.0.0.0/0"));
  expect(Object.fromEntries(refused)).toEqual({
    "0.0.0.0/0": "it is a default route",
    "10.3.0.0/16": "the kernel answers: File exists",
  });
  expect([...routes]).toEqual(["10.2.0.0/16", "10.4.0.0/16"]);
});

it("fails where a route of its own stays", async () => {
  const { run } = hostWith(["10.1.0.0/16"], ["10.1.0.0/16"], "Error: Busy.");
  await expect(setRoutes({ run, name }, [])).rejects.toThrow("still present");
});
