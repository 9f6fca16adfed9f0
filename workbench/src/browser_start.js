// A classic script, which a page opened from a disk can load too: such a page says why it runs nothing.
(() => {
  const { src } = document.currentScript;
  if (location.protocol === "file:") document.querySelector("#from-disk").hidden = false;
  else import(new URL("browser.js", src).href);
})();
