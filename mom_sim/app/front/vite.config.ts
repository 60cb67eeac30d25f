import { defineConfig } from "vite";
import { stamp } from "./vite_stamp.ts";

// Names carry no hash: the built files are committed, and a name that changes with every build
// would make each change a deletion and an addition. The server sends an ETag instead.
export default defineConfig({
  base: "./",
  plugins: [stamp()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../static",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
    rollupOptions: {
      output: {
        entryFileNames: "assets/[name].js",
        chunkFileNames: "assets/[name].js",
        assetFileNames: "assets/[name][extname]",
      },
    },
  },
});
