// Opens pages of a publication from the disk in Chromium, each light and dark, wide and narrow, and
// writes what is wrong with them as a JSON array of sentences. Arguments: the output folder, the
// browser; the paths of the pages stand in a JSON array on standard input.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [folder, executablePath] = process.argv.slice(2);
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf-8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const options = { runOnly: RULES, preload: false };
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
const wrong = [];
let where = "";
const tell = (words) => wrong.push(`${where}: ${words}`);
page.on("console", (message) => tell(`console: ${message.text()}`));
page.on("pageerror", (error) => tell(`error: ${error}`));
page.on("requestfailed", (request) => tell(`not loaded: ${request.url()}`));
page.on("request", (request) => {
  if (!request.url().startsWith("file:")) tell(`asks for ${request.url()}`);
});
for (const path of JSON.parse(readFileSync(0, "utf-8"))) {
  for (const value of ["light", "dark"]) {
    for (const width of [1280, 320]) {
      where = `${path} ${value} ${width}`;
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
      await page.setViewport({ width, height: 900 });
      const [file, query = ""] = path.split("?");
      await page.goto(`${pathToFileURL(`${folder}/${file}`).href}?${query}`);
      if (query) await page.waitForNetworkIdle({ idleTime: 300 });
      const layout = await page.evaluate(() => ({
        beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        styled: document.styleSheets.length,
        sheets: document.querySelectorAll("link[rel=stylesheet]").length,
      }));
      if (layout.beyond > 0) tell(`${layout.beyond} pixels too wide`);
      if (!layout.styled || layout.styled !== layout.sheets) tell("without its style");
      // By the debugger, which no policy of the page keeps out.
      await page.evaluate(axe);
      const found = await page.evaluate((asked) => globalThis.axe.run(document, asked), options);
      for (const { id, nodes } of found.violations) tell(`${id}: ${nodes[0].html}`);
    }
  }
}
await browser.close();
process.stdout.write(JSON.stringify(wrong));
