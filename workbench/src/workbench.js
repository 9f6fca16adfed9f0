// Brings the page of SPARQL questions to life; what answers them is an engine.

// What the page says in its block of JSON.
export const settings = () => JSON.parse(document.querySelector("#workbench").textContent);

export const mount = async (engine) => {
  await engine.ready();
};
