// Deploys with the engine that needs no binary. It hands over a script whole, and the adapter would cut it at every `;`:
// the binaries of this version send it as one query, and so does this.

import { PrismaPg } from "@prisma/adapter-pg";
import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/schema.prisma",
  experimental: { adapter: true },
  engine: "js",
  adapter: async () => {
    const factory = new PrismaPg({ connectionString: process.env.DATABASE_URL });
    const connect = factory.connect.bind(factory);
    factory.connect = async () => {
      const connection = await connect();
      connection.executeScript = async (script) => {
        await connection.client.query(script);
      };
      return connection;
    };
    return factory;
  },
});
