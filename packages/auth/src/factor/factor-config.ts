/** What second factors depend on; the same on every instance. */
export interface FactorConfig {
  /** 32 bytes (`deriveKey(secret, "second factor")`): seals the secrets of authenticator apps, signs challenges. */
  readonly factorKey: Buffer;
  /** Where browsers find the console. Its host is whose the passkeys are: they are of no use at another one. */
  readonly publicUrl: URL;
}
