/** What cookies depend on; the same for whoever writes and whoever reads them. */
export interface AuthConfig {
  /** Encrypts and authenticates the session cookie. */
  readonly secret: string;
  /** Where browsers find the console; https makes every cookie secure. */
  readonly publicUrl: URL;
}
