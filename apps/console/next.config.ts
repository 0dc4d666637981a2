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
};

export default config;
