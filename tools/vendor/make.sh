#!/usr/bin/env bash
# Fetch what the web app and its tests carry of others, bundle the editor, write licences and hashes.
# For developers only, when a version changes: needs node, npm and the network. Nothing is built at run time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target="$root/src/histgraph/serve/static/vendor"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/package-lock.json" "$here/editor-entry.js" "$work/"
cd "$work"
npm ci --no-audit --no-fund --ignore-scripts --silent
mkdir -p "$target"
cp node_modules/htmx.org/dist/htmx.min.js "$target/htmx-4.0.1.min.js"
cp node_modules/htmx.org/LICENSE "$target/htmx.LICENSE.txt"
node_modules/.bin/esbuild editor-entry.js --bundle --format=esm --minify --legal-comments=none \
  --target=es2022 --metafile="$work/meta.json" --outfile="$target/sparql-editor.js"
# The licences of all that went into the bundle, one after another.
node - "$work/meta.json" > "$target/sparql-editor.LICENSES.txt" <<'JS'
const fs = require("fs");
const inputs = Object.keys(JSON.parse(fs.readFileSync(process.argv[2])).inputs);
const names = new Set(inputs.map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean));
for (const name of [...names].sort()) {
  const folder = `node_modules/${name}`;
  const about = JSON.parse(fs.readFileSync(`${folder}/package.json`));
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  console.log(`== ${name} ${about.version} (${about.license})\n\n${file ? fs.readFileSync(`${folder}/${file}`, "utf8").trim() : "No licence file in the package."}\n`);
}
JS
cp node_modules/axe-core/axe.min.js "$root/tests/vendor/axe.min.js"
cp node_modules/axe-core/LICENSE "$root/tests/vendor/axe.LICENSE"
cd "$target"
sha256sum ./*.js | sed 's|\./||' > SHA256SUMS
cat SHA256SUMS
