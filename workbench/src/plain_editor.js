// The text field of the page as an editor: what serves where the bundled one is missing.

export const plainEditor = ({ field, ask, change }) => {
  field.addEventListener("input", () => change());
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      ask();
    }
  });
  const positionOf = (line, column) => {
    const lines = field.value.split("\n");
    const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    return Math.min(before + column - 1, field.value.length);
  };
  return {
    rich: false,
    text: () => field.value,
    write: (text) => { field.value = text; change(); },
    focus: () => field.focus(),
    faults: () => [],
    // Shows what an engine refused, at its place; null takes it away.
    mark: (fault) => {
      if (fault) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    },
    go: (line, column) => {
      const at = positionOf(line, column);
      field.focus();
      field.setSelectionRange(at, Math.min(at + 1, field.value.length));
    },
  };
};
