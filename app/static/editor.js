const PARTS = /(?<c>#[^\n]*)|(?<i><[^<>"{}|^`\\\s]*>)|(?<s>"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<v>[?$]\w+)|(?<k>\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE|WHERE|FROM|NAMED|PREFIX|BASE|DISTINCT|REDUCED|OPTIONAL|UNION|MINUS|FILTER|NOT|EXISTS|GRAPH|BIND|VALUES|AS|IN|ORDER|GROUP|HAVING|BY|ASC|DESC|LIMIT|OFFSET|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|SEPARATOR|COALESCE|IF|BOUND|LANG|STR|IRI|REGEX|CONTAINS|STRSTARTS|LCASE|UCASE|REPLACE|true|false)\b)/gi;

function paint(pre, text) {
  pre.replaceChildren();
  let at = 0;
  for (const found of text.matchAll(PARTS)) {
    pre.append(text.slice(at, found.index));
    const part = document.createElement("span");
    part.className = Object.keys(found.groups).find((name) => found.groups[name] !== undefined);
    part.textContent = found[0];
    pre.append(part);
    at = found.index + found[0].length;
  }
  pre.append(text.slice(at), "\n");
}

export default function ({ parentElement, data }) {
  const area = parentElement.querySelector("textarea");
  const pre = parentElement.querySelector("pre");
  parentElement.querySelector("label").textContent = data.label;
  parentElement.querySelector("button").textContent = data.run;
  parentElement.querySelector("input").value = data.language;
  if (area.dataset.query !== data.query) {
    area.value = data.query;
    area.dataset.query = data.query;
  }
  const draw = () => {
    paint(pre, area.value);
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 4}px`;
  };
  area.oninput = draw;
  area.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form.requestSubmit();
  };
  draw();
}
