// The page of a site of plain files: its queries are answered in the browser.
import { BrowserEngine } from "./browser_engine.js";
import { mount, settings } from "./workbench.js";

const { engine, language } = settings();
const here = (href) => new URL(href, document.baseURI).href;

const progress = ({ stage, done, all }) => {
  const status = document.querySelector("#editor [role=status]");
  const part = all ? (done / all).toLocaleString(language, { style: "percent" }) : "";
  status.textContent = [engine.words[stage] ?? "", part].filter(Boolean).join(" ");
};
document.querySelector("#editor").hidden = false;
const statements = { triples: here(engine.triples), quads: here(engine.quads) };
mount(new BrowserEngine({ ...engine, ...statements }, { ...engine, progress }));
