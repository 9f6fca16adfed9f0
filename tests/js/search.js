// Searches in Chromium. Arguments: the browser. On standard input a JSON array of searches:
// { address, typed, open, clicks, slow }: the page, what is typed into the field that the keyboard
// reaches, the facets to be opened, how often more results are asked for, the milliseconds that each
// file of the index takes longer. Writes a JSON array of what is found, read out, loaded and wrong.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const [executablePath] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const answers = [];
for (const asked of JSON.parse(readFileSync(0, "utf-8"))) {
  const { address, typed = "", open = [], clicks = 100, slow = 0 } = asked;
  const page = await browser.newPage();
  await page.evaluateOnNewDocument((milliseconds) => {
    const { append } = Element.prototype;
    HTMLHeadElement.prototype.append = function later(script) {
      setTimeout(() => append.call(this, script), milliseconds);
    };
  }, slow);
  const wrong = [], loaded = [];
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("requestfailed", (request) => wrong.push(`not loaded: ${request.url()}`));
  page.on("request", (request) => loaded.push(request.url()));
  await page.goto(address);
  if (typed) {
    // By the keyboard alone: from the top of the page until the field has the focus.
    for (let i = 0; i < 40; i += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.id === "q")) break;
    }
    await page.keyboard.type(typed);
  }
  for (const name of open) {
    await page.evaluate((asked) => {
      document.querySelector(`details[data-name="${asked}"]`).open = true;
    }, name);
  }
  const settled = () => page.waitForNetworkIdle({ idleTime: 300 });
  await settled();
  if (typed) {
    // The address follows once the answer stands.
    const stands = (text) => new URLSearchParams(location.search).get("q") === text;
    await page.waitForFunction(stands, {}, typed);
  }
  const said = await page.$eval("[role=status]", (each) => each.textContent);
  const first = loaded.length;
  const listed = () => page.$$eval("#found .items a", (links) => links.map((each) => each.href));
  const shown = (await listed()).length;
  for (let i = 0; i < clicks && (await page.$("#found button:not([hidden])")); i += 1) {
    const before = (await listed()).length;
    await page.focus("#found button");
    await page.keyboard.press("Enter");
    await settled();
    const focused = await page.evaluate(() => document.activeElement.href);
    const after = await listed();
    if (after.length === before) break;
    if (focused !== after[before]) wrong.push("the focus is not on the first new result");
  }
  answers.push({
    said,
    shown,
    found: (await listed()).map((each) => decodeURI(each.replace(/.*\/(.*)\.html$/, "$1"))),
    hidden: await page.$eval("#list", (each) => each.hidden),
    address: page.url(),
    loaded: loaded.slice(0, first),
    focused: await page.evaluate(() => document.activeElement.id),
    totals: await page.$$eval("details[open]", (panels) =>
      Object.fromEntries(panels.map((panel) => [panel.dataset.name, Object.fromEntries(
        [...panel.querySelectorAll("label")].map((label) => [
          label.querySelector("input").value,
          Number(label.querySelector(".total").textContent.replace(/\D/g, "")),
        ]))]))),
    wrong,
  });
  await page.close();
}
await browser.close();
process.stdout.write(JSON.stringify(answers));
