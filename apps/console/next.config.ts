import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: ["@portcullis/api", "@portcullis/auth", "@portcullis/db", "@portcullis/domain"],
  serverExternalPackages: ["@node-rs/argon2", "postgres"],
  // No page uses Next's image optimizer, so there is none to be asked.
  images: { unoptimized: true },
  devIndicators: false,
  // `next dev` must not write files into the repository.
  agentRules: false,
  // Addresses of earlier releases, as bookmarks and tickets have them; the query goes along.
  redirects: async () => [{ source: "/cascades/:path*", destination: "/changes/:path*", permanent: true }],
};

export default config;
