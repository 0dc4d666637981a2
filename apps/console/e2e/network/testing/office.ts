import type { GatewayPolicy } from "@portcullis/domain/gateway";
import { apiOf } from "@portcullis/system-tests/network/api";
import { openGatewayTestBed } from "@portcullis/system-tests/network/gateway-test-bed";
import { demoAccount } from "../../testing/browser.ts";
import { demoProduct } from "../../testing/product.ts";

/** The whole product on the demo's data: console, worker, and gateways on networks of their own. */
export async function openOffice() {
  await using opened = new AsyncDisposableStack();
  const product = opened.use(await demoProduct());
  const owner = await apiOf(product.url, demoAccount("owner@acme.test"));
  const inner = opened.use(new AsyncDisposableStack());
  const owned = opened.move();
  return {
    product,
    owner,
    signIn: (email: string) => apiOf(product.url, demoAccount(email)),
    gateway: async (name: string, policy?: GatewayPolicy) =>
      inner.use(await openGatewayTestBed(product.url, owner, name, {}, policy)),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
