import postgres from "postgres";

/** Lets every mail that was counted grow so old. */
export async function ageMails({ ownerUrl }: { readonly ownerUrl: string }, seconds: number): Promise<void> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await owner`
      update sign_in_throttle set window_started_at = window_started_at - make_interval(secs => ${seconds})
      where scope = 'mail'`;
  } finally {
    await owner.end();
  }
}
