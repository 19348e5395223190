// One bundle: main.css and dark.css, display.js before the first paint, main.js, and the charts as a part of their own.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFile, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const target = process.argv[2] ?? join(here, "../src/bashu/portal/static/dist");

const common = {
  absWorkingDir: here,
  bundle: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  minify: true,
  outdir: target,
  target: ["chrome100", "firefox102", "safari15.4"],
};

await rm(target, { recursive: true, force: true });
await build({ ...common, entryPoints: ["styles/main.css", "styles/dark.css"] });
await build({ ...common, entryPoints: ["scripts/display.js"], format: "iife" });
await build({
  ...common,
  entryPoints: ["scripts/main.js"],
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
});

await copyFile(join(here, "mark.svg"), join(target, "mark.svg"));

// A page names a file with its digest, so that a browser keeps it until it changes.
const digests = {};
for (const name of (await readdir(target)).sort()) {
  const content = await readFile(join(target, name));
  digests[name] = createHash("sha256").update(content).digest("hex").slice(0, 10);
  await writeFile(join(target, `${name}.gz`), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
}
await writeFile(join(target, "digests.json"), `${JSON.stringify(digests, null, 1)}\n`);
