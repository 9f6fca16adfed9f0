// Bundles each program of bundled/ into dist/, with what it takes from npm; the same bytes each time.
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
rmSync(join(here, "dist"), { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: readdirSync(join(here, "bundled"))
    .filter((name) => name.endsWith(".js"))
    .sort()
    .map((name) => join("bundled", name)),
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  loader: { ".wasm": "file" },
  assetNames: "[name]",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
});

// What the packages ask of those who hand them on: their licences, beside the bundles.
const packages = new Set(
  Object.keys(metafile.inputs)
    .map((path) => /node_modules\/((@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(Boolean),
);
const notices = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf-8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? `\n${readFileSync(join(folder, file), "utf-8").trim()}\n` : "";
  return `${name} ${version} (${license})\n${text}`;
});
writeFileSync(join(here, "dist", "NOTICES.txt"), notices.join(`\n${"-".repeat(72)}\n\n`));
