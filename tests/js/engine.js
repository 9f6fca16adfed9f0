// Queries run in Chromium by the page of the site. Arguments: the browser, and a folder for pictures or
// "". On standard input a JSON array of visits: { address, query, again, stop, width, dark, keep, check }:
// the page, what is typed into its editor (as it stands where there is nothing), how often it is run once
// more, after how many milliseconds it is stopped, the format that is downloaded, whether axe looks.
// Writes a JSON array of what was seen and what is wrong.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const [executablePath, pictures] = process.argv.slice(2);
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf-8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const seen = [];
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
for (const [number, visit] of JSON.parse(readFileSync(0, "utf-8")).entries()) {
  const { address, query, again = 0, stop, width = 1280, dark = false, keep, check = true, run = true } = visit;
  const page = await browser.newPage();
  const wrong = [], asked = [], milliseconds = [];
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("request", (request) => asked.push(request.url()));
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }]);
  await page.setViewport({ width, height: 900 });
  await page.goto(address);
  if (!address.startsWith("file:") && (await page.$("#editor"))) {
    await page.waitForFunction(() => document.documentElement.dataset.workbench, { timeout: 20000 });
    await pause(200);
  }
  const before = [...asked];
  const shown = (selector) => page.$$eval(selector, (all) =>
    all.filter((each) => each.checkVisibility()).map((each) => each.textContent.trim()).join("\n"));
  const text = () => page.evaluate(() => document.querySelector("#query").value);
  const form = (await shown("#editor")) !== "";
  if (form && query !== undefined) {
    await page.evaluate((wanted) => {
      const field = document.querySelector("#query");
      field.value = wanted;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      location.hash = new URLSearchParams({ query: wanted });
    }, query);
    await page.reload();
    await page.waitForFunction(() => document.documentElement.dataset.workbench, { timeout: 20000 });
  }
  const field = form ? await text() : "";
  for (let turn = 0; form && run && turn <= again; turn += 1) {
    const began = Date.now();
    await page.click("#editor button[type=submit]");
    if (stop !== undefined) {
      await pause(stop);
      await page.click("#editor button:not([type=submit])");
    }
    await page.waitForFunction(() => {
      const status = document.querySelector("#editor [role=status]").textContent;
      const busy = document.querySelector("#editor button:not([type=submit])").checkVisibility();
      return !busy && (status || document.querySelector("#fault").textContent);
    }, { timeout: 60000, polling: 5 });
    milliseconds.push(Date.now() - began);
  }
  let kept = "";
  if (keep) {
    kept = await page.evaluate(async (label) => {
      const made = new Promise((done) => {
        const create = URL.createObjectURL;
        URL.createObjectURL = (blob) => { blob.text().then(done); return create.call(URL, blob); };
      });
      [...document.querySelectorAll(".files button")].find((each) => each.textContent === label).click();
      const refused = new Promise((done) => {
        const look = () => {
          const alert = document.querySelector(".files [role=alert]");
          if (alert) done(alert.textContent);
          else setTimeout(look, 20);
        };
        look();
      });
      return Promise.race([made, refused]);
    }, keep);
  }
  await pause(200);
  if (pictures) await page.screenshot({ path: `${pictures}/${number}.png`, fullPage: true });
  const beyond = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (beyond > 0) wrong.push(`${beyond} pixels too wide`);
  if (check) {
    // By the debugger, which no policy of the page keeps out.
    await page.evaluate(axe);
    const found = await page.evaluate((options) => globalThis.axe.run(document, options),
      { runOnly: RULES, preload: false });
    for (const { id, nodes } of found.violations) wrong.push(`${id}: ${nodes[0].html}`);
  }
  seen.push({
    wrong, form, before, asked, kept, milliseconds, field,
    status: await shown("#editor [role=status]"), fault: await shown("#fault"), notice: await shown("#from-disk"),
    rows: await page.$$eval("#answered tr", (rows) =>
      rows.map((row) => [...row.children].map((each) => each.textContent.trim()))),
    answer: await shown("#answered"), address: page.url(),
    main: await shown("main"),
  });
  await page.close();
}
await browser.close();
process.stdout.write(JSON.stringify(seen));
