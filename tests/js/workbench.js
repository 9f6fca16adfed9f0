// Uses the workbench of an endpoint in Chromium as a visitor does, and writes what was seen as JSON.
// Arguments: the browser, the address of the page, a folder for downloads and pictures; « plain » for a
// page that has no bundled editor.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import puppeteer from "puppeteer-core";

const [executablePath, address, folder, editor] = process.argv.slice(2);
const axe = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf-8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
page.setDefaultTimeout(20_000);
const session = await page.createCDPSession();
await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
const wrong = [], seen = {}, scripts = new Map();
await session.send("Network.enable");
await page.setRequestInterception(editor === "plain");
let step = "";
page.on("console", (message) => {
  // What a browser says of any answer that tells of a fault.
  const refused = step === "refused" || editor === "plain";
  if (!refused || !message.text().includes("400 (Bad Request)")) wrong.push(`${step}: console: ${message.text()}`);
});
page.on("pageerror", (error) => wrong.push(`${step}: error: ${error}`));
page.on("requestfailed", (request) => step === "stopped" || wrong.push(`${step}: not loaded: ${request.url()}`));
let loaded = 0;
page.on("request", async (request) => {
  const { origin, protocol } = new URL(request.url());
  if (editor === "plain") {
    const body = request.resourceType() === "document" && (await (await fetch(request.url(), { headers: request.headers() })).text());
    if (body) request.respond({ contentType: "text/html", body: body.replace(/"editor": "[^"]+"/, '"editor": ""') });
    else request.continue();
  }
  if (origin !== new URL(address).origin && !["blob:", "data:"].includes(protocol)) wrong.push(`${step}: asks for ${request.url()}`);
});

session.on("Network.responseReceived", ({ requestId, type, response }) => {
  // What came before the body: the headers.
  if (type === "Script") scripts.set(requestId, response.encodedDataLength);
});
session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
  if (scripts.has(requestId)) loaded += encodedDataLength - scripts.get(requestId);
});

const open = async (url) => {
  // From elsewhere: to the address that it has, with a hash, a browser does not go again.
  await page.goto("about:blank");
  await page.goto(url);
  await page.waitForSelector("html[data-workbench]");
};
const text = (selector) => page.$eval(selector, (each) => each.innerText.trim());
const all = (selector) => page.$$eval(selector, (each) => each.map((one) => one.innerText.trim()));
const cleared = () => page.$eval("#editor [role=status]", (each) => { each.textContent = ""; });
const answered = () => page.waitForFunction(() => /\d/.test(document.querySelector("#editor [role=status]").textContent));
const typed = async (query) => {
  if (await page.$("#code")) {
    await page.evaluate(() => document.querySelector("#code").shadowRoot.querySelector(".cm-content").focus());
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    // As pasted: brackets are not closed by the editor.
    await session.send("Input.insertText", { text: query });
  } else {
    await page.$eval("#query", (field, value) => { field.focus(); field.value = value; field.dispatchEvent(new Event("input")); }, query);
  }
};
const run = async () => {
  await cleared();
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
};
const examine = async (name) => {
  for (const value of ["light", "dark"]) {
    for (const width of [1280, 320]) {
      step = `${name} ${value} ${width}`;
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
      await page.setViewport({ width, height: 900 });
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (beyond > 0) wrong.push(`${step}: ${beyond} pixels too wide`);
      const sideways = await page.$eval("#questions", (each) => each.scrollWidth - each.clientWidth);
      if (sideways > 0) wrong.push(`${step}: questions ${sideways} pixels out of sight`);
      // The editor measures itself anew.
      await new Promise((done) => setTimeout(done, 150));
      await page.screenshot({ path: join(folder, `${name}-${value}-${width}.png`), fullPage: true });
      // By the debugger, which no policy of the page keeps out.
      await page.evaluate(axe);
      const { violations } = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, preload: false }), RULES);
      for (const { id, nodes } of violations) wrong.push(`${step}: ${id}: ${nodes[0].html}`);
    }
  }
  await page.setViewport({ width: 1280, height: 900 });
  step = name;
};
const steps = {
  async opened() {
    await open(address);
    seen.editor = await page.$eval("html", (each) => each.dataset.workbench);
    seen.script = loaded;
    seen.questions = (await all("#questions a[data-name]")).length;
    await examine("opened");
  },
  async filtered() {
    await page.type("#filter", "thème");
    seen.filtered = await page.$$eval("#questions li", (each) => each.filter((one) => !one.hidden).length);
  },
  async chosen() {
    await page.$eval("#filter", (field) => { field.value = ""; field.dispatchEvent(new Event("input")); });
    await page.click('#questions a[data-name="ressources-par-genre"], #questions a[data-name="resources-by-kind"]');
    await answered();
    seen.rows = (await all("#answered tbody tr")).length;
    seen.columns = await page.$$eval("#answered th", (each) => each.map((one) => getComputedStyle(one).textAlign));
    seen.cells = await page.$$eval("#answered tbody tr:first-child td", (each) => each.map((one) => getComputedStyle(one).textAlign));
    seen.bars = await page.$$eval("#answered svg rect", (each) => each.length);
    seen.summary = await text("#answered figcaption");
    await examine("chosen");
  },
  async parameter() {
    await page.click("#gallery summary");
    await page.click('#questions a[data-name="ressources-sur-un-theme"], #questions a[data-name="resources-about-a-theme"]');
    await page.waitForSelector("#parameter-0");
    await page.focus("#parameter-0");
    await page.waitForSelector("#parameter-0-list option");
    seen.choices = await page.$$eval("#parameter-0-list option", (each) => each.map((one) => one.value));
    await page.$eval("#parameter-0", (field) => { field.value = "Ça n'est pas un id"; field.dispatchEvent(new Event("change")); });
    seen.refused = await text("#parameter-0-note");
    await page.$eval("#parameter-0", (field, value) => { field.value = value; field.dispatchEvent(new Event("change")); }, seen.choices[1]);
    await cleared();
    await page.focus("#parameter-0");
    await page.keyboard.press("Enter");
    await answered();
    await examine("parameter");
    seen.bound = await page.$eval("#query", (field) => field.value);
  },
  async written() {
    await typed("SELECT ?t WHERE { ?r dct:title ?t ; a dcat:Dataset } ORDER BY ?t");
    await run();
    await page.waitForSelector("#fault button");
    seen.undeclared = await text("#fault");
    await examine("fault");
    if (editor === "rich") {
      // A button mends each of the two, and what is mended is asked again.
      for (const prefix of ["dct", "dcat"]) {
        await page.waitForFunction((word) => document.querySelector("#fault button")?.textContent.includes(word), {}, `${prefix}:`);
        await cleared();
        await page.click("#fault button");
      }
      await answered();
      seen.declared = (await all("#answered tbody tr")).length;
    }
    await typed("PREFIX dct: <http://purl.org/dc/terms/>\nSELECT ?r ?t WHERE { ?r dct:title ?t ; ; }}\n");
    await run();
    await page.waitForFunction(() => /\}/.test(document.querySelector("#fault").textContent));
    seen.fault = await text("#fault");
    await typed("PREFIX dct: <http://purl.org/dc/terms/>\nPREFIX dcat: <http://www.w3.org/ns/dcat#>\nSELECT ?r ?t WHERE { ?r a dcat:Dataset ; dct:title ?t }\n");
    await run();
    await answered();
    seen.mended = (await all("#answered tbody tr")).length;
    seen.faultGone = await text("#fault");
    seen.labels = await all("#answered tbody tr td:first-child a");
    await page.click("#answered th:nth-child(2) button");
    seen.ascending = await all("#answered tbody td:nth-child(2)");
    await page.click("#answered th:nth-child(2) button");
    seen.descending = await all("#answered tbody td:nth-child(2)");
    await examine("written");
  },
  async downloaded() {
    seen.downloads = await all("#answered .files a");
    await page.click("#answered .files a");
    for (let tries = 0; tries < 100 && !readdirSync(folder).some((name) => name.endsWith(".csv")); tries += 1) {
      await new Promise((done) => setTimeout(done, 100));
    }
    seen.downloaded = readdirSync(folder).filter((name) => name.endsWith(".csv"));
  },
  async shared() {
    seen.address = await page.$eval("#share", (field) => field.value);
    seen.citation = await text("#answered .cite");
    seen.history = await page.$$eval("#history .past", (each) => each.map((one) => one.textContent));
    const other = await browser.newPage();
    await other.goto(seen.address);
    await other.waitForSelector("#answered tbody tr");
    seen.sharedRows = await other.$$eval("#answered tbody tr", (each) => each.length);
    await other.close();
  },
  async completed() {
    if (!(await page.$("#code"))) return;
    await typed("SELECT * WHERE { ?r ");
    const options = async (typedText) => {
      await page.keyboard.type(typedText, { delay: 20 });
      await page.waitForFunction(() => document.querySelector("#code").shadowRoot.querySelector(".cm-tooltip-autocomplete li"));
      await new Promise((done) => setTimeout(done, 300));
      return page.evaluate(() => [...document.querySelector("#code").shadowRoot.querySelectorAll(".cm-tooltip-autocomplete li")].map((each) => each.textContent));
    };
    seen.properties = await options(address.includes("lang=fr") ? "titr" : "titl");
    await examine("completion");
    await page.keyboard.press("Enter");
    seen.completedText = await page.$eval("#query", (field) => field.value);
    seen.classes = await options(" ?t ; a docu");
    await page.keyboard.press("Escape");
    seen.ids = await options('dcat:Dataset ; dct:identifier "ess');
    await page.keyboard.press("Escape");
  },
  async refused() {
    await typed("SELECT ?s\n{ ?s ?p ?o } GROUP BY ?p");
    await run();
    await page.waitForSelector("#fault button");
    seen.refusedByEngine = await text("#fault");
  },
  async long() {
    await typed(`SELECT ?long { VALUES ?long { "${"x".repeat(9000)}" } }`);
    await run();
    await answered();
    seen.long = await page.$eval("#share", (field) => field.value);
    await open(seen.long);
    await page.waitForSelector("#answered tbody tr");
    seen.longRows = (await all("#answered tbody tr")).length;
  },
  async overtaken() {
    await page.evaluate(() => {
      const { fetch } = window;
      window.fetch = async (address, options) => {
        const late = /VALUES [?]thing/.test(options?.body ?? "");
        if (late) await new Promise((done) => { window.goOn = done; });
        const response = await fetch(address, options);
        window.late = late;
        return response;
      };
    });
    await typed("SELECT ?r { ?r a <http://www.w3.org/ns/dcat#Dataset> }");
    await run();
    await page.waitForFunction(() => window.goOn);
    await typed("ASK { ?s ?p ?o }");
    await run();
    await page.waitForSelector("#answered .said");
    await page.evaluate(() => { window.late = false; window.goOn(); });
    await page.waitForFunction(() => window.late);
    // What would come too late comes at once.
    await new Promise((done) => setTimeout(done, 300));
    seen.overtaken = [await all("#answered .said"), await all("#answered tr"), await text("#fault")];
    await open(address);
  },
  async left() {
    if (await page.$("#code")) await page.evaluate(() => document.querySelector("#code").shadowRoot.querySelector(".cm-content").focus());
    else await page.focus("#query");
    await page.keyboard.press("Tab");
    seen.after = await page.evaluate(() => document.activeElement.type);
  },
  async everyQuestion() {
    seen.figures = {};
    for (const name of await page.$$eval("#questions a[data-name]", (each) => each.map((one) => one.dataset.name))) {
      await cleared();
      await page.evaluate((wanted) => document.querySelector(`#questions a[data-name="${wanted}"]`).click(), name);
      await answered();
      const count = (tag) => page.$$eval(`#answered svg ${tag}`, (each) => each.length);
      seen.figures[name] = [await count("rect"), await count("circle")];
      seen.heads ??= {};
      seen.heads[name] = await all("#answered th");
    }
  },
  async boolean() {
    await typed("ASK { ?s ?p ?o }");
    await run();
    await answered();
    await page.waitForSelector("#answered .said");
    seen.boolean = await text("#answered .said");
    await typed("CONSTRUCT WHERE { ?s a <http://www.w3.org/ns/dcat#Catalog> }");
    await run();
    await answered();
    seen.statements = await text("#answered pre");
  },
  async sharedSlow() {
    const other = await browser.newPage();
    const slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?m }";
    const shared = new URL(address);
    shared.searchParams.set("query", slow);
    await other.goto(shared.href);
    const stop = "#editor button[type=button]:not([hidden])";
    await other.waitForSelector(stop);
    seen.slow = await other.$eval("#editor [role=status]", (each) => each.textContent);
    await other.click(stop);
    await other.waitForSelector(stop, { hidden: true });
    seen.slowStopped = await other.$eval("#editor [role=status]", (each) => each.textContent);
    await other.close();
  },
  async stopped() {
    await typed("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }");
    await run();
    await page.waitForFunction(() => !document.querySelector("#editor button[type=button]").hidden);
    await page.click("#editor button[type=button]");
    await page.waitForFunction(() => document.querySelector("#editor button[type=button]").hidden);
    seen.stopped = await text("#editor [role=status]");
  },
};
for (const [name, go] of Object.entries(steps)) {
  step = name;
  try {
    await go();
  } catch (error) {
    wrong.push(`${name}: ${error}`);
    await page.screenshot({ path: join(folder, `failed-${name}.png`), fullPage: true });
  }
}
await browser.close();
process.stdout.write(JSON.stringify({ ...seen, wrong }));
