// Lets Lighthouse judge pages in Chromium, each as often as is asked, and writes for each page and
// category the median of its scores, 0 to 100, as JSON. Arguments: the browser, how often; the
// addresses stand in a JSON array on standard input.
import { readFileSync } from "node:fs";
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const [executablePath, times] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const scores = {};
for (const url of JSON.parse(readFileSync(0, "utf-8"))) {
  const runs = [];
  for (let run = 0; run < Number(times); run++) {
    const page = await browser.newPage();
    const { lhr } = await lighthouse(url, { logLevel: "error" }, undefined, page);
    runs.push(lhr);
    await page.close();
  }
  scores[url] = {};
  for (const { id } of Object.values(runs[0].categories)) {
    scores[url][id] = median(runs.map((lhr) => Math.round(lhr.categories[id].score * 100)));
  }
}
await browser.close();
process.stdout.write(JSON.stringify(scores));
